/** A copy of a document that may be changed, and that remembers where each of its parts comes from. */
import type { Path } from "../../diagnostics.js";

/** An object of a draft. */
export type Fields = Record<string, unknown>;

/** Where parts of a draft were in the document that it is a copy of. */
export interface Origins {
  /** The path that an author would look for; parts that were made up are where the part they are in is. */
  pathOf(root: unknown, path: Path): Path;
  /** Path of an object or list; undefined when it was made up. */
  of(part: object): Path | undefined;
  /** A copy of a part, which comes from where the part came from. */
  copy<T>(part: T): T;
  /** Says that a part was made of another. */
  adopt(part: object, from: object): void;
}

interface Origin {
  readonly parent: object | undefined;
  readonly key: string | number;
}

/** Sets a key of its own, also where assignment would change the prototype. */
export const setField = (node: object, key: string | number, value: unknown): void => {
  Object.defineProperty(node, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
};

/** Renames a key; the others keep their order. */
export const renameField = (node: Fields, from: string, to: string): void => {
  const entries = Object.entries(node);
  for (const [key] of entries) delete node[key];
  for (const [key, value] of entries) setField(node, key === from ? to : key, value);
};

const createOrigins = (origins: WeakMap<object, Origin>): Origins => {
  const of = (part: object): Path | undefined => {
    const path: (string | number)[] = [];
    let origin = origins.get(part);
    if (origin === undefined) return undefined;
    for (; origin?.parent !== undefined; origin = origins.get(origin.parent)) path.push(origin.key);
    return path.reverse();
  };
  const pathOf = (root: unknown, path: Path): Path => {
    let node: unknown = root;
    let known: (string | number)[] = [];
    for (const segment of path) {
      const isPart = typeof node === "object" && node !== null && Object.hasOwn(node, segment);
      // An own property was just established.
      node = isPart ? (node as Record<string | number, unknown>)[segment] : undefined;
      const own = typeof node === "object" && node !== null ? of(node) : undefined;
      known = own === undefined ? [...known, segment] : [...own];
    }
    return known;
  };
  const copy = <T>(part: T): T => {
    if (typeof part !== "object" || part === null) return part;
    const target: object = Array.isArray(part) ? [] : {};
    const origin = origins.get(part);
    if (origin !== undefined) origins.set(target, origin);
    for (const [key, value] of Object.entries(part)) setField(target, key, copy(value));
    // The same keys with copies of the same values.
    return target as T;
  };
  const adopt = (part: object, from: object): void => {
    const origin = origins.get(from);
    if (origin !== undefined) origins.set(part, origin);
  };
  return { of, pathOf, copy, adopt };
};

/** Copies a document; parts that several places share (YAML aliases) become parts of each. */
export const createDraft = (
  document: unknown,
): { readonly root: unknown; readonly origins: Origins } => {
  const origins = new WeakMap<object, Origin>();
  const copy = (value: unknown, parent: object | undefined, key: string | number): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const target: object = Array.isArray(value) ? [] : {};
    origins.set(target, { parent, key });
    if (Array.isArray(value))
      for (const [i, item] of value.entries()) setField(target, i, copy(item, target, i));
    else
      for (const [name, item] of Object.entries(value))
        setField(target, name, copy(item, target, name));
    return target;
  };
  return { root: copy(document, undefined, ""), origins: createOrigins(origins) };
};
