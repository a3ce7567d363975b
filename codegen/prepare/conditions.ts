/** Properties that only conditions speak of: `then`, `else`, `dependentSchemas` (JSON Schema 2020-12, section 10.2.2). */
import { isNode, type Node, type Resolve } from "../document.js";
import { propertyNames } from "../model/schemas.js";

const isSchema = (value: unknown): value is Node => isNode(value);

const conditional = (schema: Node): Node[] =>
  [
    schema.then,
    schema.else,
    ...(isNode(schema.dependentSchemas) ? Object.values(schema.dependentSchemas) : []),
  ].filter(isSchema);

const oneOrEither = (schemas: readonly unknown[]): unknown =>
  schemas.length === 1 ? schemas[0] : { anyOf: schemas };

/**
 * The schema with such properties among its own, optional ones, so that types know them. What else a
 * condition says of a value depends on the value, which types do not know.
 */
export const withConditionalProperties = (schema: Node, resolve: Resolve): Node => {
  if (!("then" in schema || "else" in schema || "dependentSchemas" in schema)) return schema;
  const parts = conditional(schema);
  if (parts.length === 0) return schema;
  const known = new Set(propertyNames(schema, resolve));
  const found = new Map<string, unknown[]>();
  for (const part of parts) {
    const { properties } = resolve<Node>(part);
    if (!isNode(properties)) continue;
    for (const [name, property] of Object.entries(properties))
      if (!known.has(name)) found.set(name, [...(found.get(name) ?? []), property]);
  }
  if (found.size === 0) return schema;
  const added = [...found].map(([name, schemas]) => [name, oneOrEither(schemas)] as const);
  const own = isNode(schema.properties) ? Object.entries(schema.properties) : [];
  return { ...schema, properties: Object.fromEntries([...own, ...added]) };
};
