/** Facts about schemas that decide how something is sent, read or named. Knows 3.0's and 3.1's spellings. */
import type { Resolve, SchemaNode } from "../document.js";

export type Schema = SchemaNode | boolean | undefined;

const asNode = (schema: Schema, resolve: Resolve): SchemaNode | undefined =>
  typeof schema === "object" ? resolve<SchemaNode>(schema) : undefined;

/** The types that a schema names, `null` and 3.0's `nullable` left out. */
export const typesOf = (schema: Schema, resolve: Resolve): string[] => {
  const node = asNode(schema, resolve);
  if (node === undefined) return [];
  const types = typeof node.type === "string" ? [node.type] : (node.type ?? []);
  return types.filter((type) => type !== "null");
};

/** Whether `null` is a value of the schema. */
export const isNullable = (schema: Schema, resolve: Resolve): boolean =>
  allowsNull(schema, resolve, new Set());

const allowsNull = (schema: Schema, resolve: Resolve, seen: Set<SchemaNode>): boolean => {
  const node = asNode(schema, resolve);
  // An alternative that is the schema itself adds nothing to it.
  if (node === undefined || seen.has(node)) return false;
  seen.add(node);
  const isNullType = Array.isArray(node.type) && node.type.includes("null");
  const options = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return (
    isNullType ||
    node.nullable === true ||
    node.type === "null" ||
    options.some((option) => allowsNull(option, resolve, seen))
  );
};

/** Parts of a composition that a value may have to satisfy, itself first. */
const partsOf = (schema: Schema, resolve: Resolve, seen: Set<SchemaNode>): SchemaNode[] => {
  const node = asNode(schema, resolve);
  if (node === undefined || seen.has(node)) return [];
  seen.add(node);
  const parts = [...(node.allOf ?? []), ...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return [node, ...parts.flatMap((part) => partsOf(part, resolve, seen))];
};

/** A schema and the members of its `allOf`, `anyOf` and `oneOf`, references followed. */
export const compositionOf = (schema: Schema, resolve: Resolve): SchemaNode[] =>
  partsOf(schema, resolve, new Set());

/** What became of looking for a property. */
export interface FoundProperty {
  readonly schema: Schema;
  /** Whether it is a property of every value. */
  readonly required: boolean;
}

/** A property of a schema, looked for in its composition too. */
export const findProperty = (
  schema: Schema,
  name: string,
  resolve: Resolve,
): FoundProperty | undefined => {
  const parts = compositionOf(schema, resolve);
  const owner = parts.find((part) => Object.hasOwn(part.properties ?? {}, name));
  if (owner === undefined) return undefined;
  return {
    schema: owner.properties?.[name],
    required: parts.some((part) => part.required?.includes(name) === true),
  };
};

/** Names of a schema's properties, those of its composition included. */
export const propertyNames = (schema: Schema, resolve: Resolve): string[] => [
  ...new Set(compositionOf(schema, resolve).flatMap((part) => Object.keys(part.properties ?? {}))),
];

/** Whether the schema says nothing about its properties, so that any may be there. */
export const isOpen = (schema: Schema, resolve: Resolve): boolean =>
  propertyNames(schema, resolve).length === 0;

/** The element schema of a list; undefined when the schema is no list. */
export const elementOf = (
  schema: Schema,
  resolve: Resolve,
): { readonly schema: Schema } | undefined => {
  const owner = compositionOf(schema, resolve).find((part) =>
    typesOf(part, resolve).includes("array"),
  );
  if (owner === undefined) return undefined;
  const { items } = owner;
  return { schema: Array.isArray(items) ? undefined : (items as Schema) };
};

/** Whether values are bytes (3.0: `format: binary`; 3.1: a media type without encoding). */
export const isBinary = (schema: Schema, resolve: Resolve): boolean => {
  const node = asNode(schema, resolve);
  if (node === undefined) return false;
  if (node.format === "binary") return true;
  const types = typesOf(node, resolve);
  return (
    node.contentMediaType !== undefined &&
    (types.length === 0 || types.includes("string")) &&
    !("contentEncoding" in node)
  );
};

/**
 * Whether a schema describes objects and says that they have no members: `properties: {}`, or none and
 * `additionalProperties: false`. `type: object` alone is any object.
 */
export const isBare = (schema: Schema, resolve: Resolve): boolean => {
  const node = asNode(schema, resolve);
  if (node === undefined || !typesOf(node, resolve).includes("object")) return false;
  const { properties, additionalProperties: others } = node;
  const isClosed = others === false || (others === undefined && properties !== undefined);
  return isClosed && Object.keys(properties ?? {}).length === 0 && !isComposed(node);
};

const isComposed = (node: SchemaNode): boolean =>
  ["allOf", "anyOf", "oneOf", "patternProperties", "if", "$ref"].some((key) => key in node);
