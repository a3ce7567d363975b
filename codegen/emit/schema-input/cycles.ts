/** Named schemas that are made of each other, which no type can be: a choice that its own alternatives extend. */
import { isNode, type Node } from "../../document.js";
import { referredName } from "../../prepare/references.js";
import { mapComponents } from "../../prepare/schema-walk.js";
import { reachable, schemasOf } from "../../prepare/usage.js";

const keywords = ["allOf", "anyOf", "oneOf"] as const;

const partsOf = (schema: Node): Node[] =>
  keywords.flatMap((key): Node[] => {
    const parts = schema[key];
    return Array.isArray(parts) ? parts.filter(isNode) : [];
  });

/** Names that a schema is made of, without a property or an item in between. */
const madeOf = (schema: unknown): string[] => {
  if (!isNode(schema)) return [];
  const own = referredName(schema);
  return own === undefined ? partsOf(schema).flatMap(madeOf) : [own];
};

/** A schema without the parts that lead to some names; those parts may be replaced. */
const replaceParts = (schema: Node, replace: (name: string) => unknown): Node => {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (!keywords.some((one) => one === key) || !Array.isArray(value)) return [[key, value]];
    const kept = value.map((part) => {
      if (!isNode(part)) return part;
      const name = referredName(part);
      return name === undefined ? replaceParts(part, replace) : (replace(name) ?? part);
    });
    const present = kept.filter((part) => part !== removed);
    return present.length === 0 ? [] : [[key, present]];
  });
  return Object.fromEntries(entries);
};

const removed = Symbol("removed");

/** The document with such circles cut where a schema extends a choice that it is part of. */
export const cutCycles = <T extends object>(document: T): T => {
  const schemas = schemasOf(document);
  const direct = new Map(Object.entries(schemas).map(([name, schema]) => [name, madeOf(schema)]));
  const next = (name: string): readonly string[] => direct.get(name) ?? [];
  const reach = new Map(
    [...direct.keys()]
      .filter((name) => next(name).length > 0)
      .map((name) => [name, reachable(next(name), next)]),
  );
  const isCircular = (from: string, to: string): boolean =>
    from === to || (reach.get(from)?.has(to) === true && reach.get(to)?.has(from) === true);
  const isChoice = (name: string): boolean => {
    const schema = schemas[name];
    return isNode(schema) && (Array.isArray(schema.oneOf) || Array.isArray(schema.anyOf));
  };
  // Choices come first: they keep what they are made of.
  const names = [...reach.keys()].filter((name) => reach.get(name)?.has(name) === true);
  const order = [...names.filter(isChoice), ...names.filter((name) => !isChoice(name))];
  if (order.length === 0) return document;
  const rank = new Map(order.map((name, index) => [name, index]));
  const core = (name: string): unknown => {
    const schema = schemas[name];
    return isNode(schema)
      ? replaceParts(schema, (part) => (isCircular(name, part) ? removed : undefined))
      : removed;
  };
  return mapComponents(document, (schema, name) => {
    const own = rank.get(name);
    if (own === undefined || !isNode(schema)) return schema;
    return replaceParts(schema, (part) => {
      if (part === name) return removed;
      const other = rank.get(part);
      const isBack = other !== undefined && other < own && isCircular(name, part);
      return isBack ? core(part) : undefined;
    });
  });
};
