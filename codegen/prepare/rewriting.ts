/** Rewriting plain data: what does not change is shared with the original, so that a walk costs no copies. */
import { isNode, isReference, type Node } from "../document.js";

export type Rewrite = (value: unknown) => unknown;

/** Sets a member; `__proto__` is one like any other. */
const setMember = (object: object, key: string, value: unknown): void => {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
};

/** An object with each of its members rewritten. */
export const mapMembers = (node: Node, rewrite: (value: unknown, key: string) => unknown): Node => {
  let copy: Node | undefined;
  // Objects of parsed documents inherit nothing that is enumerable.
  for (const key in node) {
    const member = node[key];
    const value = rewrite(member, key);
    if (value === member) continue;
    copy ??= { ...node };
    setMember(copy, key, value);
  }
  return copy ?? node;
};

export const mapList = (list: readonly unknown[], rewrite: Rewrite): readonly unknown[] => {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    const value = rewrite(item);
    if (value === item) continue;
    copy ??= [...list];
    copy[index] = value;
  }
  return copy ?? list;
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
