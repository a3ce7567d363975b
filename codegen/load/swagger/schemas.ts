/** Says in Swagger 2.0's schemas what OpenAPI 3.0 says otherwise (Swagger 2.0, "Schema Object"). */
import { isNode } from "../../document.js";
import { seal } from "./seal.js";

type Fields = Record<string, unknown>;

const withSchemas = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(upgradeSchema) : upgradeSchema(value);

const withNamedSchemas = (value: unknown): unknown =>
  isNode(value)
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, upgradeSchema(one)]))
    : value;

/** What a keyword that holds schemas becomes. Everything else, examples above all, is data. */
const keywords: Readonly<Record<string, (value: unknown) => unknown>> = {
  properties: withNamedSchemas,
  additionalProperties: withSchemas,
  items: withSchemas,
  allOf: withSchemas,
  anyOf: withSchemas,
  oneOf: withSchemas,
  not: withSchemas,
};

const isData = (key: string): boolean =>
  key === "example" || key === "default" || key === "enum" || key.startsWith("x-");

const upgradeKeyword = (key: string, value: unknown): [string, unknown] => {
  if (key === "x-nullable") return ["nullable", value];
  if (key === "discriminator" && typeof value === "string") return [key, { propertyName: value }];
  if (isData(key)) return [key, seal(value)];
  return [key, Object.hasOwn(keywords, key) ? keywords[key]?.(value) : value];
};

/** A schema as 3.0 says it: its discriminator is an object, null is `nullable`, and a file is binary. */
export const upgradeSchema = (schema: unknown): unknown => {
  if (!isNode(schema)) return schema;
  const upgraded: Fields = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => upgradeKeyword(key, value)),
  );
  return schema.type === "file" ? { ...upgraded, type: "string", format: "binary" } : upgraded;
};

/** Keys of a parameter or header that say what its values are like (Swagger 2.0, "Items Object"). */
const valueKeys = new Set([
  ...["type", "format", "items", "default", "enum", "pattern", "multipleOf", "x-nullable"],
  ...["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength"],
  ...["maxItems", "minItems", "uniqueItems"],
]);

/** The schema of a form parameter's values. */
export const schemaOfValues = (parameter: Readonly<Record<string, unknown>>): Fields => {
  const { description } = parameter;
  const own = Object.entries(parameter).filter(([key]) => valueKeys.has(key));
  const schema = upgradeSchema(Object.fromEntries(own));
  return { ...(isNode(schema) && schema), ...(description !== undefined && { description }) };
};
