/** Objects with members beyond their properties. */
import { isNode, type Node } from "../../document.js";

const describing = new Set([
  "title",
  "description",
  "deprecated",
  "example",
  "examples",
  "default",
  "readOnly",
  "writeOnly",
]);

/** Text of a schema without what only describes; equal for schemas of one type. */
const shapeOf = (schema: unknown): string =>
  JSON.stringify(schema, (key, value) => (describing.has(key) ? undefined : value)) ?? "";

const isAnything = (schema: unknown): boolean =>
  schema === true || (isNode(schema) && Object.keys(schema).every((key) => describing.has(key)));

/** Longest text of schemas that are repeated for the sake of their type. */
const longest = 2_000;

const others = (schema: Node): unknown[] => {
  const { additionalProperties, patternProperties } = schema;
  const own =
    isNode(additionalProperties) || additionalProperties === true ? [additionalProperties] : [];
  return [...own, ...(isNode(patternProperties) ? Object.values(patternProperties) : [])];
};

/**
 * An index signature speaks of all members, while `additionalProperties` speaks of those without a property of
 * their own (JSON Schema 2020-12, section 10.3.2.3): it must allow what properties allow, or no object could
 * be written down.
 */
const withWideOthers = (schema: Node): Node => {
  if (!("additionalProperties" in schema || "patternProperties" in schema)) return schema;
  const { properties, patternProperties: _, ...rest } = schema;
  const extra = others(schema);
  if (extra.length === 0 || !isNode(properties) || Object.keys(properties).length === 0)
    return schema;
  const all = [...extra, ...Object.values(properties)].filter((one) => one !== false);
  const shapes = new Map(all.map((one) => [shapeOf(one), one]));
  const length = [...shapes.keys()].join("").length;
  const wide =
    all.some(isAnything) || length > longest
      ? true
      : shapes.size === 1
        ? all[0]
        : { anyOf: [...shapes.values()] };
  return { ...rest, properties, additionalProperties: wide };
};

/** An object that has no members at all. */
const withoutMembers = (schema: Node): Node => {
  if (schema.additionalProperties !== false) return schema;
  const { properties, additionalProperties, patternProperties, ...rest } = schema;
  const isClosed = schema.type === "object" && additionalProperties === false;
  const isEmpty = !isNode(properties) || Object.keys(properties).length === 0;
  const isComposed = ["allOf", "anyOf", "oneOf"].some((key) => key in schema);
  if (!isClosed || !isEmpty || isComposed || patternProperties !== undefined) return schema;
  return { ...rest, additionalProperties: { enum: [] } };
};

/** The members of an object, rewritten. */
export const rewriteObjects = (schema: Node): Node => withoutMembers(withWideOthers(schema));
