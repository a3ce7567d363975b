/** Where the values come from that a service's method takes: path, query and body, member by member. */
import { isNode, type ParameterNode, type RequestBodyNode } from "../document.js";
import type { Context, RawOperation } from "./context.js";
import { mediaOf } from "./media-types.js";
import type { Names } from "./names.js";
import { collectParameters } from "./parameters.js";
import {
  findProperty,
  isBinary,
  isNullable,
  propertyNames,
  type Schema,
  typesOf,
} from "./schemas.js";
import { member, shortType } from "./type-references.js";
import type { Argument, Documentation, Operation, ServiceValue } from "./types.js";
import { camel, wordsOf } from "./words.js";

/** What a service's calls are built with. */
export interface ServiceContext extends Context {
  readonly names: Names;
  /** The document's side of an operation. */
  rawOf(operation: Operation): RawOperation | undefined;
}

/** A value, before it is decided how it is given. */
export interface RawValue extends Omit<ServiceValue, "name" | "fallback"> {
  readonly schema: Schema;
}

const textOf = (node: unknown): string | undefined =>
  isNode(node) && typeof node.description === "string" ? node.description.trim() : undefined;

const documentationOf = (own: unknown, shared: unknown): Documentation => {
  const description = textOf(own) ?? textOf(shared);
  const isDeprecated = [own, shared].some((node) => isNode(node) && node.deprecated === true);
  return { ...(description !== undefined && { description }), deprecated: isDeprecated };
};

const argumentOf = (operation: Operation, group: Argument["group"]): Argument | undefined =>
  operation.arguments.find((argument) => argument.group === group);

const queryValue = (
  node: ParameterNode,
  argument: Argument,
  { names, resolve }: ServiceContext,
): RawValue => ({
  wireName: node.name,
  group: "query",
  optional: node.required !== true,
  type:
    (node.content === undefined ? shortType(node.schema, names.models, resolve) : undefined) ??
    member(argument.type, node.name),
  documentation: documentationOf(node, undefined),
  schema: node.schema,
});

/** Parameters of the query, in the document's order. */
export const queryValues = (operation: Operation, context: ServiceContext): RawValue[] => {
  const argument = argumentOf(operation, "query");
  const raw = context.rawOf(operation);
  if (argument === undefined || raw === undefined) return [];
  const parameters = collectParameters({ ...context, operation: raw });
  return parameters
    .filter(({ node }) => node.in === "query")
    .map(({ node }) => queryValue(node, argument, context));
};

/** Path values that the scope does not hold, in the order of the path. */
export const pathValues = (
  { pathValues: values }: Operation,
  scope: readonly string[],
  raw: RawOperation | undefined,
  context: ServiceContext,
): RawValue[] => {
  const parameters = raw === undefined ? [] : collectParameters({ ...context, operation: raw });
  return values
    .filter(({ wireName }) => !scope.includes(wireName))
    .map(({ wireName, type }) => ({
      wireName,
      group: "path",
      optional: false,
      type,
      documentation: documentationOf(
        parameters.find(({ node }) => node.in === "path" && node.name === wireName)?.node,
        undefined,
      ),
      schema: undefined,
    }));
};

/** The schema of the body that is sent. */
export const bodySchema = (operation: Operation, context: ServiceContext): Schema => {
  const node = context.rawOf(operation)?.node.requestBody;
  if (node === undefined || node === null) return undefined;
  const media = mediaOf(context.resolve<RequestBodyNode>(node).content, context.resolve);
  return media.find(({ type }) => type === operation.bodyMedia)?.node.schema;
};

/** Members of the body, in the document's order. */
export const bodyValues = (operation: Operation, context: ServiceContext): RawValue[] => {
  const { names, resolve } = context;
  const argument = argumentOf(operation, "body");
  const schema = bodySchema(operation, context);
  if (argument === undefined) return [];
  return propertyNames(schema, resolve).flatMap((wireName): RawValue[] => {
    const found = findProperty(schema, wireName, resolve);
    if (found === undefined) return [];
    const shared = typeof found.schema === "object" ? resolve(found.schema) : undefined;
    return [
      {
        wireName,
        group: "body",
        optional: !found.required,
        type: shortType(found.schema, names.models, resolve) ?? member(argument.type, wireName),
        documentation: documentationOf(found.schema, shared),
        schema: found.schema,
      },
    ];
  });
};

const scalars = new Set(["string", "number", "integer", "boolean"]);

/** Whether a value is one string, number or boolean. */
export const isScalar = ({ schema }: RawValue, { resolve }: ServiceContext): boolean => {
  const [type, ...others] = typesOf(schema, resolve);
  const isOne = type !== undefined && others.length === 0 && scalars.has(type);
  return isOne && !isNullable(schema, resolve) && !isBinary(schema, resolve);
};

/** The name in code of a name on the wire. */
export const nameInCode = (wireName: string): string => camel(wordsOf(wireName)) || "value";
