/** Puts what references mean in their place, where they lead into operations that are left out. */
import { pathOf } from "../diagnostics.js";
import { isNode, type Node, valueAt } from "../document.js";

/** A reference that leads back to itself, so that nothing can be put in its place. */
export class CircularReference extends Error {
  readonly reference: string;

  constructor(reference: string) {
    super(`"${reference}" leads back to itself.`);
    this.name = "CircularReference";
    this.reference = reference;
  }
}

/** Whether a reference leads into paths, and to nothing in a document whose paths were cut down. */
const leadsAway = (cut: unknown, reference: unknown): reference is string =>
  typeof reference === "string" &&
  /^#\/(paths|webhooks)\//.test(reference) &&
  valueAt(cut, pathOf(reference)) === undefined;

const anyLeadsAway = (cut: unknown): boolean => {
  const pending: unknown[] = [cut];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== "object" || value === null) continue;
    if (isNode(value) && leadsAway(cut, value.$ref)) return true;
    for (const item of Object.values(value)) pending.push(item);
  }
  return false;
};

/**
 * A document whose paths were cut down, with every reference that leads to nothing replaced by what it means in the whole
 * document. Hardly any document has one; the others are answered as they are. Throws `CircularReference`.
 */
export const inlineLost = (cut: Node, document: Node): Node => {
  const replace = (value: unknown, within: ReadonlySet<string>): unknown => {
    if (Array.isArray(value)) return value.map((item) => replace(item, within));
    return isNode(value) ? replaceNode(value, within) : value;
  };
  const replaceNode = (node: Node, within: ReadonlySet<string>): unknown => {
    const { $ref: reference } = node;
    if (!leadsAway(cut, reference)) return replaceFields(node, within);
    if (within.has(reference)) throw new CircularReference(reference);
    return replace(valueAt(document, pathOf(reference)), new Set([...within, reference]));
  };
  const replaceFields = (node: Node, within: ReadonlySet<string>): Node =>
    Object.fromEntries(Object.entries(node).map(([key, item]) => [key, replace(item, within)]));
  return anyLeadsAway(cut) ? replaceFields(cut, new Set()) : cut;
};
