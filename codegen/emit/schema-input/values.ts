/** Lists of values that openapi-typescript reads otherwise than they are meant. */
import { isNode, type Node } from "../../document.js";

const without = (schema: Node, ...keywords: readonly string[]): Node =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));

/** `const: null` is a constant like any other. */
const withNullConstant = (schema: Node): Node =>
  schema.const === null ? { ...without(schema, "const", "enum"), type: "null" } : schema;

/** Values of objects are values, not schemas. */
const withObjectValues = (schema: Node): Node => {
  const { enum: values } = schema;
  const isObject =
    schema.type === "object" || "properties" in schema || "additionalProperties" in schema;
  if (!Array.isArray(values) || !isObject) return schema;
  return without(schema, "type", "properties", "additionalProperties", "required");
};

/** Values beside the type of a list, none of which is a list, are those of its items. */
const withItemValues = (schema: Node): Node => {
  if (!("enum" in schema)) return schema;
  const { enum: values, items, ...others } = schema;
  if (schema.type !== "array" || !Array.isArray(values) || values.some(Array.isArray))
    return schema;
  const own = isNode(items) && !("$ref" in items) ? items : {};
  return { ...others, items: "enum" in own ? own : { ...own, enum: values } };
};

/** Numbers that have no literal. */
const withoutInfinities = (schema: Node): Node => {
  if (!("enum" in schema || "const" in schema)) return schema;
  const values = Array.isArray(schema.enum) ? schema.enum : "const" in schema ? [schema.const] : [];
  const hasNone = (value: unknown) => typeof value === "number" && !Number.isFinite(value);
  if (!values.some(hasNone)) return schema;
  const finite = values.filter((value) => !hasNone(value));
  const number = { type: "number" };
  const options = finite.length === 0 ? [number] : [{ enum: finite }, number];
  return { ...without(schema, "enum", "const", "type"), anyOf: options };
};

/** The values of a schema, rewritten. */
export const rewriteValues = (schema: Node): Node =>
  withoutInfinities(withItemValues(withObjectValues(withNullConstant(schema))));
