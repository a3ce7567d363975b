/** What stands beside a reference: ignored up to 3.0 (OpenAPI 3.0, section 4.7.23), applied since 3.1. */
import type { Node } from "../document.js";

/** What only describes, and is shown wherever it stands. */
const describing = new Set(["$ref", "title", "description", "deprecated", "example", "examples"]);

/** Keywords that say more of a value than the schema that is referred to. */
const shaping = [
  "properties",
  "required",
  "enum",
  "const",
  "allOf",
  "anyOf",
  "oneOf",
  "additionalProperties",
  "patternProperties",
  "items",
  "prefixItems",
  "if",
  "dependentSchemas",
  "nullable",
];

const without = (schema: Node, isDropped: (keyword: string) => boolean): Node =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isDropped(keyword)));

const ignored = (schema: Node): Node =>
  Object.keys(schema).every((keyword) => describing.has(keyword))
    ? schema
    : without(schema, (keyword) => !describing.has(keyword));

const applied = (schema: Node): Node => {
  if (!shaping.some((keyword) => keyword in schema)) return schema;
  const { $ref, allOf, ...others } = schema;
  return { ...others, allOf: [{ $ref }, ...(Array.isArray(allOf) ? allOf : [])] };
};

/** How a document of a version means a schema with a reference and more. */
export const siblingsOf = (openapi: string): ((schema: Node) => Node) => {
  const rewrite = openapi.startsWith("3.0") ? ignored : applied;
  return (schema) => (typeof schema.$ref === "string" ? rewrite(schema) : schema);
};
