/** Changes a document as the actions of overlays say (Overlay 1.1, section "Action Object"). */
import type { Path } from "../../diagnostics.js";
import { isNode, valueAt } from "../../document.js";
import type { Origins, Written } from "./origins.js";

type Container = Record<string | number, unknown>;

/** What cannot be merged: where in the update, and why. */
export interface Mismatch {
  readonly path: Path;
  readonly why: string;
}

/** A value that is merged into the document, and where it was written. */
export interface Update {
  readonly value: unknown;
  readonly at: Written;
}

type Kind = "an object" | "a list" | "a plain value";

/** What a value is, as far as merging minds. */
export const kindOf = (value: unknown): Kind =>
  Array.isArray(value) ? "a list" : isNode(value) ? "an object" : "a plain value";

const within = ({ at }: Update, key: string | number, value: unknown): Update => ({
  value,
  at: { source: at.source, path: [...at.path, key] },
});

/** Puts a value into an object or list under a key, and remembers where it is from. */
const put = (
  origins: Origins,
  container: object,
  key: string | number,
  { value, at }: Update,
): void => {
  // Defined rather than assigned: a document may call a member `__proto__`.
  Object.defineProperty(container, key, {
    value: origins.copy(value, at),
    configurable: true,
    enumerable: true,
    writable: true,
  });
  origins.note(container, key, at);
};

const append = (origins: Origins, list: unknown[], update: Update): void => {
  const { value } = update;
  if (!Array.isArray(value)) put(origins, list, list.length, update);
  else
    for (const [index, item] of value.entries())
      put(origins, list, list.length, within(update, index, item));
};

const mismatch = ({ at }: Update, is: Kind, present: Kind): Mismatch => ({
  path: at.path,
  why: `this is ${is}, but the document has ${present} there`,
});

const mergeMember = (
  origins: Origins,
  node: Container,
  key: string,
  update: Update,
): Mismatch | undefined => {
  if (!Object.hasOwn(node, key)) {
    put(origins, node, key, update);
    return undefined;
  }
  const present = node[key];
  const [kind, presentKind] = [kindOf(update.value), kindOf(present)];
  if (kind !== presentKind) return mismatch(update, kind, presentKind);
  if (Array.isArray(present)) append(origins, present, update);
  else if (isNode(present)) return mergeObject(origins, present, update);
  else put(origins, node, key, update);
  return undefined;
};

const mergeObject = (origins: Origins, node: Container, update: Update): Mismatch | undefined => {
  for (const [key, value] of Object.entries(update.value as object)) {
    const found = mergeMember(origins, node, key, within(update, key, value));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The object or list that holds a path's end; the end is not the root. */
const parentOf = (document: unknown, path: Path): Container =>
  // The path was just selected, so all above its end are objects or lists.
  valueAt(document, path.slice(0, -1)) as Container;

/** Merges an update into one selected node; answers what does not fit, if anything. */
export const mergeAt = (
  origins: Origins,
  document: unknown,
  path: Path,
  update: Update,
): Mismatch | undefined => {
  const node = valueAt(document, path);
  const [kind, presentKind] = [kindOf(update.value), kindOf(node)];
  if (Array.isArray(node)) append(origins, node, update);
  else if (kind !== presentKind) return mismatch(update, kind, presentKind);
  else if (isNode(node)) return mergeObject(origins, node, update);
  else if (path.length > 0) put(origins, parentOf(document, path), path.at(-1) ?? "", update);
  return undefined;
};

/** Removes selected nodes, none of which is the root. */
export const removeAll = (document: unknown, paths: readonly Path[]): void => {
  const places = paths.map((path) => ({
    parent: parentOf(document, path),
    key: path.at(-1) ?? "",
  }));
  // From the end of lists, so that removing one item does not move the others that are to go.
  const indexOf = (key: string | number): number => (typeof key === "number" ? key : -1);
  places.sort((a, b) => indexOf(b.key) - indexOf(a.key));
  for (const { parent, key } of places) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }
};
