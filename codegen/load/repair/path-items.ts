/** Path items that are references to other paths, or that several paths share: each path gets one of its own. */
import { isNode, verbs } from "../../document.js";
import { setField } from "./draft.js";
import { allOperations, pathItemsOf } from "./operations.js";
import { findPart } from "./parts.js";
import type { Change, Draft } from "./repair.js";

/** The item that a chain of references ends in. */
const targetOf = (root: unknown, reference: string): object | undefined => {
  const seen = new Set<string>();
  for (let next = reference; !seen.has(next); ) {
    seen.add(next);
    const value = findPart(root, next)?.value;
    if (!isNode(value)) return undefined;
    if (typeof value.$ref !== "string") return value;
    next = value.$ref;
  }
  return undefined;
};

/** Operations cannot be references (OpenAPI 3.1, section 4.8.9); they become what they refer to. */
const repairOperations = function* ({ root, origins }: Draft): Generator<Change> {
  for (const { node } of allOperations(root)) {
    if (node.$ref === undefined) continue;
    const reference = String(node.$ref);
    const target = targetOf(root, reference);
    yield {
      in: node,
      key: "$ref",
      message: `An operation cannot be a reference; it is what "${reference}" describes, as far as it is there.`,
    };
    Reflect.deleteProperty(node, "$ref");
    for (const [key, value] of Object.entries(target ?? {}))
      if (!(key in node)) setField(node, key, origins.copy(value));
  }
};

export const repairPathItems = function* (draft: Draft): Generator<Change> {
  const { root, origins } = draft;
  const used = new Set<string>();
  for (const [path, item] of pathItemsOf(root)) {
    const reference = item.$ref;
    if (typeof reference !== "string") continue;
    const isOwn = reference.startsWith("#/components/pathItems/") && !used.has(reference);
    used.add(reference);
    if (isOwn && !verbs.some((verb) => verb in item)) continue;
    const target = targetOf(root, reference);
    if (target === undefined || target === item) continue;
    yield {
      in: item,
      key: "$ref",
      message: `The path is described by "${reference}"; the client has operations of its own for "${path}".`,
    };
    Reflect.deleteProperty(item, "$ref");
    for (const [key, value] of Object.entries(target))
      if (!(key in item)) setField(item, key, origins.copy(value));
  }
  yield* repairOperations(draft);
};
