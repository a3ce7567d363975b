/** Rewriting plain data: what does not change is shared with the original, so that a walk costs no copies. */
import { isNode, isReference, type Node } from "../document.js";

export type Rewrite = (value: unknown) => unknown;

/** An object with each of its members rewritten. `fromEntries` makes `__proto__` a member like any other. */
export const mapMembers = (node: Node, rewrite: (value: unknown, key: string) => unknown): Node => {
  let changed = false;
  const entries = Object.keys(node).map((key): [string, unknown] => {
    const value = rewrite(node[key], key);
    changed ||= value !== node[key];
    return [key, value];
  });
  return changed ? Object.fromEntries(entries) : node;
};

export const mapList = (list: readonly unknown[], rewrite: Rewrite): readonly unknown[] => {
  const mapped = list.map((item) => rewrite(item));
  return mapped.some((item, index) => item !== list[index]) ? mapped : list;
};

/** Rewrites the members of a map. */
export const inMap =
  (rewrite: Rewrite): Rewrite =>
  (value) =>
    isNode(value) ? mapMembers(value, (member) => rewrite(member)) : value;

/** Rewrites the items of a list. */
export const inList =
  (rewrite: Rewrite): Rewrite =>
  (value) =>
    Array.isArray(value) ? mapList(value, rewrite) : value;

/** Rewrites some fields of an object, and leaves references to such objects alone. */
export const inFields =
  (fields: Readonly<Record<string, Rewrite>>): Rewrite =>
  (value) => {
    if (!isNode(value) || isReference(value)) return value;
    return mapMembers(value, (member, key) => {
      const rewrite = Object.hasOwn(fields, key) ? fields[key] : undefined;
      return rewrite === undefined ? member : rewrite(member);
    });
  };
