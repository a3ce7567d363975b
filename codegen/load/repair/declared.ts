/** Parameters as they are declared for an operation: its own and those of its path, references followed. */
import { isNode, isReference } from "../../document.js";
import type { Fields } from "./draft.js";
import { findPart } from "./parts.js";

/** One entry of a list of parameters. */
export interface Declared {
  /** What stands in the list: the parameter, or a reference to it. */
  readonly entry: unknown;
  readonly parameter: Fields;
}

/** What references were found to mean, by reference: the same ones are asked for again and again. */
export type KnownParameters = Map<string, Fields | undefined>;

const follow = (root: unknown, entry: unknown): Fields | undefined => {
  const seen = new Set<string>();
  let node = entry;
  while (isNode(node) && typeof node.$ref === "string" && !seen.has(node.$ref)) {
    seen.add(node.$ref);
    node = findPart(root, node.$ref)?.value;
  }
  // A draft's parts may be changed.
  return isNode(node) && typeof node.$ref !== "string" ? (node as Fields) : undefined;
};

/** What an entry means; undefined where it means nothing. */
const parameterOf = (root: unknown, entry: unknown, known: KnownParameters): Fields | undefined => {
  if (!isReference(entry)) return follow(root, entry);
  if (!known.has(entry.$ref)) known.set(entry.$ref, follow(root, entry));
  return known.get(entry.$ref);
};

/** The parameters of one list. */
export const declaredOf = (
  root: unknown,
  list: unknown,
  known: KnownParameters = new Map(),
): Declared[] => {
  const found: Declared[] = [];
  for (const entry of Array.isArray(list) ? (list as readonly unknown[]) : []) {
    const parameter = parameterOf(root, entry, known);
    if (parameter !== undefined) found.push({ entry, parameter });
  }
  return found;
};

/** The parameters of an operation; its own come first. */
export const declaredIn = (
  root: unknown,
  item: Fields,
  node: Fields,
  known?: KnownParameters,
): Declared[] => [
  ...declaredOf(root, node.parameters, known),
  ...declaredOf(root, item.parameters, known),
];

/** The first of a place and a name. */
export const findDeclared = (
  list: readonly Declared[],
  place: string,
  name: string,
): Declared | undefined =>
  list.find(({ parameter }) => parameter.in === place && parameter.name === name);
