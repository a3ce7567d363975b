/** Remembers where each part of a changed document was written: in the document, or in an overlay. */
import type { Path } from "../../diagnostics.js";
import type { SourceFile } from "../files.js";

/** A part of an overlay, or of the document as it was before the overlays (`source` is undefined). */
export interface Written {
  readonly source: SourceFile | undefined;
  readonly path: Path;
}

interface Home {
  readonly parent?: object;
  readonly at: Written;
}

/** Where the parts of one document are from. */
export interface Origins {
  /** Copies a value of a file, and remembers of each part of the copy where it is from. */
  copy<T>(value: T, at: Written): T;
  /** Remembers where one member of an object was written. */
  note(node: object, key: string | number, at: Written): void;
  /** Where a path of the document was written. */
  of(document: unknown, path: Path): Written;
}

const isObject = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === "object" && value !== null;

/** Remembers nothing yet. */
export const createOrigins = (): Origins => {
  const homes = new WeakMap<object, Home>();
  const members = new WeakMap<object, Map<string, Written>>();
  const pathOf = (node: object): Written => {
    const keys: (string | number)[] = [];
    let home = homes.get(node);
    for (; home?.parent !== undefined; home = homes.get(home.parent)) keys.unshift(...home.at.path);
    return {
      source: home?.at.source,
      path: [...(home?.at.path ?? []), ...keys],
    };
  };
  // Copies share nothing: one object may stand in several places of what was parsed.
  const copyPart = (value: unknown, home: Home, above: ReadonlySet<object>): unknown => {
    if (!isObject(value) || above.has(value)) return value;
    const copy: object = Array.isArray(value) ? [] : {};
    homes.set(copy, home);
    const inside = new Set(above).add(value);
    for (const [key, part] of Object.entries(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      const at: Written = { source: home.at.source, path: [step] };
      const copied = copyPart(part, { parent: copy, at }, inside);
      Object.defineProperty(copy, key, {
        value: copied,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
    return copy;
  };
  return {
    // The copy has the shape of the value.
    copy: <T>(value: T, at: Written) => copyPart(value, { at }, new Set()) as T,
    note: (node, key, at) => {
      const known = members.get(node) ?? new Map<string, Written>();
      members.set(node, known.set(String(key), at));
    },
    of: (document, path) => {
      let node = document;
      let written: Written = isObject(document) ? pathOf(document) : { source: undefined, path };
      for (const key of path) {
        const noted = isObject(node) ? members.get(node)?.get(String(key)) : undefined;
        const part = isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
        const known = isObject(part) && homes.has(part) ? pathOf(part) : undefined;
        written = known ?? noted ?? { source: written.source, path: [...written.path, key] };
        node = part;
      }
      return written;
    },
  };
};
