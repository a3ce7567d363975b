/**
 * Lists that lead back to the schema they are in, with no property in between. A type cannot be written that way
 * within an interface; an alias of its own can, and TypeScript looks into it only when it must.
 */
import { isNode, type Node } from "../../document.js";
import { pascal, wordsOf } from "../../model/words.js";
import { freeName, referredName } from "../../prepare/references.js";
import { mapComponents } from "../../prepare/schema-walk.js";
import { reachable, schemasOf } from "../../prepare/usage.js";

/** The name that the type of a list has in schema.ts. */
export const aliasMark = "x-alias";

/** Names that schema.ts has anyway, and those of the platform that its types use. */
const taken = ["WithRequired", "Record", "Omit", "Pick"];

const inside = (schema: Node): unknown[] =>
  ["allOf", "anyOf", "oneOf", "items", "prefixItems"].flatMap((key) => {
    const value = schema[key];
    return Array.isArray(value) ? value : [value];
  });

/** Names that a schema is made of, through lists but no properties. */
const madeOf = (schema: unknown): string[] => {
  if (!isNode(schema)) return [];
  const own = referredName(schema);
  return own === undefined ? inside(schema).flatMap(madeOf) : [own];
};

const isList = ({ type }: Node): boolean =>
  type === "array" || (Array.isArray(type) && type.includes("array"));

/** The document with such lists marked by the name of their alias. */
export const nameRecursiveLists = <T extends object>(document: T): T => {
  const direct = new Map(
    Object.entries(schemasOf(document)).map(([name, schema]) => [name, madeOf(schema)]),
  );
  const next = (name: string): readonly string[] => direct.get(name) ?? [];
  const names = new Set(taken);
  const mark = (value: unknown, owner: string): unknown => {
    if (!isNode(value)) return value;
    if (isList(value)) return leadsTo(madeOf(value), owner) ? withAlias(value, owner) : value;
    const parts = (["allOf", "anyOf", "oneOf"] as const).flatMap((key) => {
      const list = value[key];
      return Array.isArray(list) ? [[key, list.map((part) => mark(part, owner))] as const] : [];
    });
    return parts.length === 0 ? value : { ...value, ...Object.fromEntries(parts) };
  };
  const leadsTo = (start: readonly string[], owner: string): boolean =>
    start.length > 0 && reachable(start, next).has(owner);
  const withAlias = (list: Node, owner: string): Node => {
    const stem = pascal(wordsOf(owner)) || "Unnamed";
    const name = freeName([`${stem}Items`, `${stem}List`], (one) => names.has(one));
    names.add(name);
    return { ...list, [aliasMark]: name };
  };
  return mapComponents(document, (schema, name) =>
    leadsTo(next(name), name) ? mark(schema, name) : schema,
  );
};
