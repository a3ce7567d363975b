/** Rewrites what openapi-typescript has no types for, so that it has: OpenAPI 3.2's methods and reusable media types. */

import { pathOf } from "../diagnostics.js";
import { isNode, isReference, type Node, valueAt } from "../document.js";
import { isInPaths, ownOperationKey } from "../model/type-references.js";

/** A document whose every operation gets types, and paths in it that nobody shall see. */
export interface Typable {
  readonly document: Node;
  readonly hidden: ReadonlySet<string>;
}

const nodeAt = (document: Node, value: unknown): unknown =>
  isReference(value) ? valueAt(document, pathOf(value.$ref)) : value;

/** Operations of a path item by methods that openapi-typescript does not look for. */
const untypedOperations = (item: Node): [method: string, operation: Node][] =>
  Object.entries({
    ...(isNode(item.additionalOperations) && item.additionalOperations),
    ...("query" in item && { QUERY: item.query }),
  }).filter((entry): entry is [string, Node] => !isInPaths(entry[0]) && isNode(entry[1]));

/** A media type in the place of each reference to one (`components.mediaTypes`). */
const withoutMediaReferences = (document: Node, value: unknown, key = ""): unknown => {
  if (Array.isArray(value)) return value.map((item) => withoutMediaReferences(document, item));
  if (!isNode(value)) return value;
  const entries = Object.entries(value).map(([name, member]): [string, unknown] => {
    const own = key === "content" ? nodeAt(document, member) : member;
    return [name, withoutMediaReferences(document, own, name)];
  });
  return Object.fromEntries(entries);
};

const hasMediaTypes = ({ components }: Node): boolean =>
  isNode(components) && components.mediaTypes !== undefined;

/**
 * Puts operations of other methods under paths of their own, as if they were posted: from there openapi-typescript takes
 * them into `operations`.
 */
export const typable = (source: Node): Typable => {
  const document = hasMediaTypes(source)
    ? (withoutMediaReferences(source, source) as Node)
    : source;
  const { paths } = document;
  const added: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(isNode(paths) ? paths : {})) {
    const item = nodeAt(document, value);
    if (!isNode(item)) continue;
    for (const [method, operation] of untypedOperations(item)) {
      const id = typeof operation.operationId === "string" ? operation.operationId : undefined;
      const operationId = ownOperationKey(path, method, id);
      added[`${method} ${path}`] = {
        ...(item.parameters !== undefined && { parameters: item.parameters }),
        post: { ...operation, operationId },
      };
    }
  }
  const hidden = new Set(Object.keys(added));
  if (hidden.size === 0) return { document, hidden };
  return { document: { ...document, paths: { ...(isNode(paths) && paths), ...added } }, hidden };
};
