/** What requests must be like: the document's schemas without what only describes, for checks before sending. */
import type { JsonSchema, OperationRequests, RequestSchemas } from "clientwright/runtime";
import { isReference, type RequestBodyNode, type SchemaNode } from "../document.js";
import { chooseMedia } from "./bodies.js";
import type { Context, RawOperation } from "./context.js";
import { mediaOf } from "./media-types.js";
import { collectParameters, isIgnored } from "./parameters.js";
import { isBinary, type Schema } from "./schemas.js";

/** An operation and the id that its value has. */
export interface NamedOperation {
  readonly id: string;
  readonly raw: RawOperation;
}

/** Keywords whose values are taken over as they are. */
const plainKeywords = [
  "const",
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
] as const;

/** Reduces schemas, and remembers the models that they lead to. */
interface Reducer {
  readonly models: Map<string, JsonSchema>;
  /** The schema without what says nothing about values; `{}` where that is everything. */
  reduce(schema: Schema): JsonSchema;
}

const createReducer = ({ resolve }: Pick<Context, "resolve">): Reducer => {
  const models = new Map<string, JsonSchema>();
  const inside = new Set<object>();

  const reduce = (schema: Schema): JsonSchema => {
    if (typeof schema !== "object") return {};
    const name = isReference(schema) ? modelName(schema.$ref) : undefined;
    if (name === undefined) return own(resolve<SchemaNode>(schema));
    if (!models.has(name)) {
      // Set before it is known, for schemas that contain themselves.
      models.set(name, { $ref: name });
      models.set(name, own(resolve<SchemaNode>(schema)));
    }
    return isEmpty(models.get(name)) ? {} : { $ref: name };
  };

  const known = (schema: Schema): JsonSchema | undefined => {
    const reduced = reduce(schema);
    return isEmpty(reduced) ? undefined : reduced;
  };

  const parts = (schemas: readonly Schema[] | undefined): JsonSchema[] | undefined =>
    schemas?.map((part) => reduce(part));

  const typeOf = (node: SchemaNode): JsonSchema => {
    const isNull = node.nullable === true;
    const types = isNull && node.type !== undefined ? [node.type, "null"].flat() : node.type;
    const values = isNull && node.enum !== undefined ? [...node.enum, null] : node.enum;
    // A list of values says more than the type that they all have.
    if (values !== undefined) return { enum: values };
    return types === undefined ? {} : { type: types };
  };

  const membersOf = ({ properties, required, additionalProperties: others }: SchemaNode) => {
    const members = Object.entries(properties ?? {}).flatMap(([name, schema]) => {
      const reduced = known(schema);
      // Where no others are allowed, those that may be anything must be named.
      if (reduced === undefined) return others === false ? [[name, {}] as const] : [];
      return [[name, reduced] as const];
    });
    return {
      required: required?.length === 0 ? undefined : required,
      properties: members.length === 0 ? undefined : Object.fromEntries(members),
      additionalProperties: others === false ? false : known(others),
    };
  };

  const own = (node: SchemaNode): JsonSchema => {
    if (inside.has(node) || isBinary(node, resolve)) return {};
    inside.add(node);
    const reduced = withoutUndefined({
      ...typeOf(node),
      ...Object.fromEntries(plainKeywords.map((key) => [key, Reflect.get(node, key)])),
      ...membersOf(node),
      items: Array.isArray(node.items) ? undefined : known(node.items as Schema),
      allOf: parts(node.allOf),
      anyOf: parts(node.anyOf) ?? parts(node.oneOf),
    });
    inside.delete(node);
    return reduced;
  };

  return { models, reduce };
};

const modelName = (reference: string): string | undefined => {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1];
  return name && decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~");
};

const isEmpty = (schema: JsonSchema | undefined): boolean => Object.keys(schema ?? {}).length === 0;

const withoutUndefined = (schema: object): JsonSchema =>
  // Only what is undefined is taken out.
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));

const locations = ["path", "query", "header", "cookie"] as const;

/** Path values are text, and always given: only what says more is worth a check. */
const isTrivial = ({ type, ...more }: JsonSchema): boolean => type === "string" && isEmpty(more);

const parametersOf = (raw: RawOperation, context: Context, reducer: Reducer): OperationRequests => {
  const all = collectParameters({ operation: raw, resolve: context.resolve });
  const parameters = all.filter((one) => !isIgnored(one, { operation: raw }));
  const found = locations.map((location): readonly [string, JsonSchema | undefined] => {
    const own = parameters.filter(({ node }) => node.in === location);
    const properties = own.flatMap(({ node }) => {
      const reduced = reducer.reduce(node.schema);
      const isOpen = isEmpty(reduced) || (location === "path" && isTrivial(reduced));
      return isOpen ? [] : [[node.name, reduced] as const];
    });
    const required = own.filter(({ node }) => node.required === true && location !== "path");
    const schema = withoutUndefined({
      required: required.length > 0 ? required.map(({ node }) => node.name) : undefined,
      properties: properties.length > 0 ? Object.fromEntries(properties) : undefined,
    });
    return [location, isEmpty(schema) ? undefined : schema];
  });
  return Object.fromEntries(found.filter(([, schema]) => schema !== undefined));
};

const bodyOf = (raw: RawOperation, { resolve }: Context, reducer: Reducer): OperationRequests => {
  const { requestBody } = raw.node;
  if (requestBody === undefined || requestBody === null) return {};
  const { content } = resolve<RequestBodyNode>(requestBody);
  const choice = chooseMedia(mediaOf(content, resolve), { resolve });
  if (choice === undefined || choice.kind === "binary" || choice.kind === "text") return {};
  const body = reducer.reduce(choice.chosen.node.schema);
  return isEmpty(body) ? {} : { body };
};

/** The schemas of all requests. */
export const buildRequests = (
  operations: readonly NamedOperation[],
  context: Context,
): RequestSchemas => {
  const reducer = createReducer(context);
  const found = operations.map(({ id, raw }): readonly [string, OperationRequests] => [
    id,
    { ...parametersOf(raw, context, reducer), ...bodyOf(raw, context, reducer) },
  ]);
  const models = Object.keys(context.document.components?.schemas ?? {}).flatMap((name) => {
    const model = reducer.models.get(name);
    return model === undefined || isEmpty(model) ? [] : [[name, model] as const];
  });
  return {
    models: Object.fromEntries(models),
    operations: Object.fromEntries(found.filter(([, request]) => Object.keys(request).length > 0)),
  };
};
