/**
 * Discriminators as types know them: each alternative and heir has the property with its own values. Done here,
 * since openapi-typescript takes names in a mapping for values, forgets the type of the property, and declares
 * it twice where a schema has it beside `allOf`.
 */
import { createResolve, isNode, type Node, type Resolve } from "../../document.js";
import { alternativesOf, createHeirs, mappedName } from "../../prepare/mapping.js";
import { mapComponents, mapSchemas } from "../../prepare/schema-walk.js";
import { reachable, schemasOf } from "../../prepare/usage.js";
import { narrowed } from "./narrowing.js";

/** Values of properties by named schema and property. */
class Narrowings {
  readonly #values = new Map<string, Map<string, Set<string>>>();

  add(name: string, property: string, values: Iterable<string>): void {
    const properties = this.#values.get(name) ?? new Map<string, Set<string>>();
    const known = properties.get(property) ?? new Set<string>();
    for (const value of values) known.add(value);
    properties.set(property, known);
    this.#values.set(name, properties);
  }

  of(name: string): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#values.get(name) ?? new Map();
  }
}

interface Found {
  /** Name of the schema that has the discriminator; undefined within other schemas. */
  readonly owner: string | undefined;
  readonly schema: Node;
  readonly property: string;
  readonly mapping: Node;
}

const foundIn = (schema: Node, owner: string | undefined): Found[] => {
  const { discriminator } = schema;
  if (!isNode(discriminator) || typeof discriminator.propertyName !== "string") return [];
  const mapping = isNode(discriminator.mapping) ? discriminator.mapping : {};
  return [{ owner, schema, property: discriminator.propertyName, mapping }];
};

const findAll = (document: object, schemas: Node): Found[] => {
  const owners = new Map(Object.entries(schemas).map(([name, schema]) => [schema, name]));
  const found: Found[] = [];
  mapSchemas(document, (schema) => {
    found.push(...foundIn(schema, owners.get(schema)));
    return schema;
  });
  return found;
};

/** Values that stand for a named schema: those of the mapping, else its name (OpenAPI 3.1, section 4.8.25). */
const valuesOf = (name: string, mapping: Node, schemas: Node): string[] => {
  const mapped = Object.keys(mapping).filter(
    (value) => mappedName(mapping[value], schemas) === name,
  );
  return mapped.length > 0 ? mapped : [name];
};

/** Every schema that `allOf` makes of another one, over any number of steps. */
const createAllHeirs = (schemas: Node): ((name: string) => string[]) => {
  const heirs = createHeirs(schemas);
  return (name) => [...reachable(heirs(name), heirs)].filter((heir) => heir !== name);
};

const collect = (document: object, schemas: Node): { narrowings: Narrowings; any: boolean } => {
  const narrowings = new Narrowings();
  const all = findAll(document, schemas);
  if (all.length === 0) return { narrowings, any: false };
  const heirs = createAllHeirs(schemas);
  for (const { owner, schema, property, mapping } of all) {
    const members = [...alternativesOf(schema), ...(owner === undefined ? [] : heirs(owner))];
    for (const name of new Set(members)) {
      if (!isUnion(schemas[name])) narrowings.add(name, property, valuesOf(name, mapping, schemas));
    }
  }
  // What a schema is made of must allow the values of what is made of it.
  for (const name of Object.keys(schemas)) {
    for (const heir of heirs(name))
      for (const [property, values] of narrowings.of(heir))
        if (narrowings.of(name).has(property)) narrowings.add(name, property, values);
  }
  return { narrowings, any: true };
};

/** A choice of named schemas, which have values of their own. */
const isUnion = (schema: unknown): boolean =>
  isNode(schema) && alternativesOf(schema).length > 0 && !isNode(schema.properties);

const withoutDiscriminator = (schema: Node): Node => {
  if (!("discriminator" in schema)) return schema;
  const { discriminator: _, ...others } = schema;
  return others;
};

/** The document without discriminators, and what follows from them in its schemas. */
export const resolveDiscriminators = <T extends object>(document: T): T => {
  const schemas = schemasOf(document);
  const { narrowings, any } = collect(document, schemas);
  if (!any) return document;
  const resolve: Resolve = createResolve(document);
  const narrow = (schema: unknown, name: string): unknown => {
    let result = schema;
    for (const [property, values] of narrowings.of(name))
      if (isNode(result)) result = narrowed(result, property, [...values], resolve);
    return result;
  };
  return mapSchemas(mapComponents(document, narrow), withoutDiscriminator);
};
