/** Path items that are references to other paths, or that several paths share: each path gets one of its own. */
import { isNode, verbs } from "../../document.js";
import { setField } from "./draft.js";
import { pathItemsOf } from "./operations.js";
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

export const repairPathItems = function* ({ root, origins }: Draft): Generator<Change> {
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
};
