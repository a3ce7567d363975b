/**
 * Names schemas that stand where openapi-typescript has no types, so that they become models: what is written into
 * parameters as JSON, whole query strings, and items of streams.
 */
import type { Path } from "../diagnostics.js";
import type {
  MediaTypeNode,
  Node,
  OpenApiDocument,
  OperationNode,
  Origins,
  ParameterNode,
  PathItemNode,
  Referenced,
  RequestBodyNode,
  Resolve,
  ResponseNode,
  SchemaNode,
} from "../document.js";
import { createResolve, isNode, verbs } from "../document.js";
import { answerKind, mediaOf } from "./media-types.js";
import { compositionOf, findProperty, type Schema } from "./schemas.js";
import { shortType } from "./type-references.js";
import { pascal, wordsOf } from "./words.js";

/** Gives a schema a name, and answers a reference to it; what is short enough to be written out stays. */
type NameSchema = (schema: Schema, words: readonly string[]) => Schema;

const isInline = (schema: Schema, resolve: Resolve): schema is SchemaNode =>
  isNode(schema) &&
  schema.$ref === undefined &&
  shortType(schema, new Map(), resolve) === undefined;

const createNaming = (
  schemas: Record<string, SchemaNode | boolean>,
  resolve: Resolve,
): NameSchema => {
  const named = new Map<SchemaNode, Schema>();
  return (schema, words) => {
    if (!isInline(schema, resolve)) return schema;
    const known = named.get(schema);
    if (known !== undefined) return known;
    const stem = pascal(words);
    const candidates = [stem, `${stem}Schema`, `${stem}InlineSchema`];
    const name = candidates.find((one) => !Object.hasOwn(schemas, one));
    if (name === undefined) return schema;
    schemas[name] = schema;
    const reference = { $ref: `#/components/schemas/${name}` };
    named.set(schema, reference);
    return reference;
  };
};

/** A node of the document that is changed in place; the document is the generator's own copy. */
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const nameParameter = (
  parameter: ParameterNode,
  stem: readonly string[],
  resolve: Resolve,
  name: NameSchema,
): void => {
  const suffix = parameter.in === "querystring" ? ["Querystring"] : wordsOf(parameter.name);
  for (const media of mediaOf(parameter.content, resolve)) {
    if (parameter.in !== "querystring" && answerKind(media, resolve) !== "json") continue;
    const node: Writable<MediaTypeNode> = media.node;
    if (node.schema !== undefined) node.schema = name(node.schema, [...stem, ...suffix]) ?? true;
  }
};

/** What an event carries: the schema of its data, or of the text in it. */
const nameEvents = (
  item: Schema,
  stem: readonly string[],
  resolve: Resolve,
  name: NameSchema,
): void => {
  for (const part of compositionOf(item, resolve)) {
    const data = part.properties?.data;
    if (!isNode(data)) continue;
    const node: Writable<SchemaNode> = resolve(data);
    if (node.contentSchema !== undefined)
      node.contentSchema = name(node.contentSchema, [...stem, "Data"]) ?? true;
    const properties: Record<string, SchemaNode | boolean> = { ...part.properties };
    properties.data = name(data, [...stem, "Data"]) ?? true;
    Object.assign(part, { properties });
  }
};

const nameItems = (
  media: MediaTypeNode,
  type: string,
  stem: readonly string[],
  context: { readonly resolve: Resolve; readonly name: NameSchema },
): void => {
  const { resolve, name } = context;
  if (media.itemSchema === undefined) return;
  const isEvent = type.startsWith("text/event-stream");
  if (isEvent && findProperty(media.itemSchema, "data", resolve) !== undefined) {
    nameEvents(media.itemSchema, [...stem, "Event"], resolve, name);
    return;
  }
  const node: Writable<MediaTypeNode> = media;
  node.itemSchema = name(media.itemSchema, [...stem, isEvent ? "Event" : "Item"]) ?? true;
};

interface NamedOperation {
  readonly node: OperationNode;
  readonly item: PathItemNode;
  readonly stem: readonly string[];
}

const operationsOf = (document: OpenApiDocument, resolve: Resolve): NamedOperation[] =>
  Object.entries(document.paths ?? {}).flatMap(([path, reference]) => {
    if (!isNode(reference)) return [];
    const item = resolve<PathItemNode>(reference);
    const all: [string, OperationNode | undefined][] = [
      ...verbs.map((verb): [string, OperationNode | undefined] => [verb, item[verb]]),
      ...Object.entries(item.additionalOperations ?? {}),
    ];
    return all.flatMap(([method, node]) => {
      // An empty YAML value is null.
      if (node === undefined || node === null) return [];
      const stem = wordsOf(node.operationId || `${method.toLowerCase()} ${path}`);
      return [{ node, item, stem }];
    });
  });

/** Paths of all objects of a document. */
const pathsOf = (document: OpenApiDocument): Map<object, Path> => {
  const paths = new Map<object, Path>();
  const visit = (value: unknown, path: Path): void => {
    if (typeof value !== "object" || value === null || paths.has(value)) return;
    paths.set(value, path);
    for (const [key, member] of Object.entries(value)) visit(member, [...path, key]);
  };
  visit(document, []);
  return paths;
};

/** Names such schemas of a document in place; the origins are told where they were. */
export const nameInlineSchemas = (
  document: OpenApiDocument,
  origins: Origins = new Map(),
): void => {
  const resolve = createResolve(document);
  const paths = pathsOf(document);
  const components: Writable<NonNullable<OpenApiDocument["components"]>> = {
    ...document.components,
  };
  const schemas = { ...components.schemas };
  const before = Object.keys(schemas).length;
  const context = { resolve, name: createNaming(schemas, resolve) };
  const nameContent = (of: Referenced<RequestBodyNode | ResponseNode>, stem: readonly string[]) => {
    for (const { type, node } of mediaOf(resolve(of).content, resolve))
      nameItems(node, type, stem, context);
  };
  for (const { node, item, stem } of operationsOf(document, resolve)) {
    for (const parameter of [...(item.parameters ?? []), ...(node.parameters ?? [])])
      nameParameter(resolve<ParameterNode>(parameter), stem, resolve, context.name);
    if (isNode(node.requestBody)) nameContent(node.requestBody, stem);
    for (const response of Object.values(node.responses ?? {}))
      if (isNode(response)) nameContent(response, stem);
  }
  if (Object.keys(schemas).length === before) return;
  for (const [name, schema] of Object.entries(schemas).slice(before)) {
    const path = paths.get(schema as object);
    if (path !== undefined) origins.set(name, path);
  }
  Object.assign(document, { components: { ...document.components, schemas } } satisfies Node);
};
