/** The path items and operations of a draft, for repairs that change them. */
import { isNode, verbs } from "../../document.js";
import type { Fields } from "./draft.js";

/** An operation of a draft. */
export interface DraftOperation {
  /** Key of its path item. */
  readonly path: string;
  readonly verb: (typeof verbs)[number];
  readonly item: Fields;
  readonly node: Fields;
}

// What a draft is made of may be changed: that is what it is for.
const asFields = (value: unknown): Fields | undefined =>
  isNode(value) ? (value as Fields) : undefined;

/** The map of a draft's path items. */
export const pathsOf = (root: unknown): Fields | undefined => asFields(asFields(root)?.paths);

/** The components of a draft; made where there are none. */
export const componentsOf = (root: unknown, kind: string): Fields => {
  const document = asFields(root) ?? {};
  const components = asFields(document.components) ?? {};
  document.components = components;
  const group = asFields(components[kind]) ?? {};
  components[kind] = group;
  return group;
};

/** Path items with their keys, extensions left out. */
export const pathItemsOf = (root: unknown): [string, Fields][] =>
  Object.entries(pathsOf(root) ?? {}).flatMap(([path, value]): [string, Fields][] => {
    const item = asFields(value);
    return path.startsWith("x-") || item === undefined ? [] : [[path, item]];
  });

/** Operations of one path item, in its order. */
export const operationsOf = (path: string, item: Fields): DraftOperation[] =>
  Object.keys(item).flatMap((key): DraftOperation[] => {
    const verb = verbs.find((known) => known === key);
    const node = verb === undefined ? undefined : asFields(item[verb]);
    return verb === undefined || node === undefined ? [] : [{ path, verb, item, node }];
  });

/** Every operation of a draft. */
export const allOperations = (root: unknown): DraftOperation[] =>
  pathItemsOf(root).flatMap(([path, item]) => operationsOf(path, item));

/** `GET /orders`. */
export const requestLine = ({ verb, path }: DraftOperation): string =>
  `${verb.toUpperCase()} ${path}`;
