/** How the type of a schema is written: by its model's name, as a plain type, or as a part of schema.ts. */
import { pathOf } from "../diagnostics.js";
import type { OperationNode, Resolve, SchemaNode } from "../document.js";
import { isNullable, type Schema, typesOf } from "./schemas.js";
import type { TypeReference } from "./types.js";

/** Names of models by the names of their schemas. */
export type ModelNames = ReadonlyMap<string, string>;

export const plain = (name: string): TypeReference => ({ kind: "plain", name });

export const member = (of: TypeReference, key: string | number): TypeReference => ({
  kind: "member",
  of,
  key,
});

/** Keywords that openapi-typescript makes more of a type than its plain name. */
const shaping = [
  "enum",
  "const",
  "allOf",
  "anyOf",
  "oneOf",
  "properties",
  "$defs",
  "discriminator",
];

/** Keywords that say nothing about the type. */
const silent = new Set([
  "description",
  "title",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
]);

const plainNames: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
};

const modelOf = ({ $ref = "" }: SchemaNode, models: ModelNames): TypeReference | undefined => {
  const [components, schemas, name, ...rest] = pathOf($ref);
  if (components !== "components" || schemas !== "schemas" || name === undefined) return undefined;
  const model = rest.length === 0 ? models.get(name) : undefined;
  return model === undefined ? undefined : { kind: "model", name: model };
};

const simpleType = (
  schema: SchemaNode,
  models: ModelNames,
  resolve: Resolve,
): TypeReference | undefined => {
  const [type, ...others] = typesOf(schema, resolve);
  if (type === undefined || others.length > 0) return undefined;
  const name = plainNames[type];
  if (name !== undefined) return plain(name);
  if (type !== "array" || schema.prefixItems !== undefined || Array.isArray(schema.items))
    return undefined;
  const items = shortType(schema.items as Schema, models, resolve);
  return items === undefined ? undefined : { kind: "array", of: items };
};

/** The type of a schema where a short way to write it exists. */
export const shortType = (
  schema: Schema,
  models: ModelNames,
  resolve: Resolve,
): TypeReference | undefined => {
  if (schema === undefined || schema === true) return plain("unknown");
  if (typeof schema !== "object" || schema === null) return undefined;
  if (schema.$ref !== undefined) return modelOf(schema, models);
  if (Object.keys(schema).every((key) => silent.has(key) || key.startsWith("x-")))
    return plain("unknown");
  if (shaping.some((keyword) => keyword in schema)) return undefined;
  const type = simpleType(schema, models, resolve);
  if (type === undefined || !isNullable(schema, resolve)) return type;
  return { kind: "union", of: [type, plain("null")] };
};

/** Methods that openapi-typescript has types for; operations of others are in `operations` alone. */
const typedMethods = new Set(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"]);

/** Whether schema.ts has operations of a method among its `paths`. */
export const isInPaths = (method: string): boolean => typedMethods.has(method);

/** Key of an operation in schema.ts's `operations` (openapi-typescript writes `#` as `/`). */
export const operationKey = (operationId: string): string => operationId.replaceAll("#", "/");

/** The same for an operation that `paths` does not have, and that may have no operationId. */
export const ownOperationKey = (path: string, method: string, operationId?: string): string =>
  operationKey(operationId || `${method} ${path}`);

/** The part of schema.ts that describes an operation. */
export const operationRoot = (
  path: string,
  verb: string,
  { operationId }: OperationNode,
): TypeReference =>
  operationId || !isInPaths(verb)
    ? member({ kind: "root", name: "operations" }, ownOperationKey(path, verb, operationId))
    : member(member({ kind: "root", name: "paths" }, path), verb.toLowerCase());

const areSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  // References are plain data: lists, and records of strings, booleans and references.
  const [one, other] = [
    a as Readonly<Record<string, unknown>>,
    b as Readonly<Record<string, unknown>>,
  ];
  return (
    keys.length === Object.keys(b).length && keys.every((key) => areSame(one[key], other[key]))
  );
};

/** Whether two references are written alike. */
export const isSameType = (a: TypeReference, b: TypeReference): boolean => areSame(a, b);

/** A union without repetitions; a single type stays itself. */
export const unionOf = (types: readonly TypeReference[]): TypeReference => {
  const unique = types.filter(
    (type, index) => types.findIndex((other) => isSameType(type, other)) === index,
  );
  const [only] = unique;
  return only !== undefined && unique.length === 1 ? only : { kind: "union", of: unique };
};

/** Whether a type is short enough to stand in a signature without a name of its own. */
export const isShort = (type: TypeReference): boolean => {
  switch (type.kind) {
    case "model":
    case "alias":
    case "plain":
      return true;
    case "runtime":
      return type.of === undefined || isShort(type.of);
    case "array":
    case "stream":
      return isShort(type.of);
    case "member":
      return type.of.kind === "runtime";
    default:
      return false;
  }
};
