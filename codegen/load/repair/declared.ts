/** Parameters as they are declared for an operation: its own and those of its path, references followed. */
import { isNode } from "../../document.js";
import type { Fields } from "./draft.js";
import { findPart } from "./parts.js";

/** One entry of a list of parameters. */
export interface Declared {
  /** What stands in the list: the parameter, or a reference to it. */
  readonly entry: unknown;
  readonly parameter: Fields;
}

/** What an entry means; undefined where it means nothing. */
const parameterOf = (root: unknown, entry: unknown): Fields | undefined => {
  const seen = new Set<string>();
  let node = entry;
  while (isNode(node) && typeof node.$ref === "string" && !seen.has(node.$ref)) {
    seen.add(node.$ref);
    node = findPart(root, node.$ref)?.value;
  }
  // A draft's parts may be changed.
  return isNode(node) && typeof node.$ref !== "string" ? (node as Fields) : undefined;
};

/** The parameters of one list. */
export const declaredOf = (root: unknown, list: unknown): Declared[] =>
  (Array.isArray(list) ? list : []).flatMap((entry: unknown): Declared[] => {
    const parameter = parameterOf(root, entry);
    return parameter === undefined ? [] : [{ entry, parameter }];
  });

/** The parameters of an operation; its own come first. */
export const declaredIn = (root: unknown, item: Fields, node: Fields): Declared[] => [
  ...declaredOf(root, node.parameters),
  ...declaredOf(root, item.parameters),
];

/** The first of a place and a name. */
export const findDeclared = (
  list: readonly Declared[],
  place: string,
  name: string,
): Declared | undefined =>
  list.find(({ parameter }) => parameter.in === place && parameter.name === name);
