/**
 * A document in parts that openapi-typescript makes types of one after the other, so that the syntax tree of a large
 * one is never in memory as a whole. Their order is that in which it goes through the whole.
 */
import { isNode, type Node } from "../document.js";

/** Most entries of a map in one part. */
const most = 200;

const slices = (map: unknown): Node[] => {
  if (!isNode(map)) return [];
  const entries = Object.entries(map);
  const count = Math.ceil(entries.length / most);
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(entries.slice(index * most, (index + 1) * most)),
  );
};

/** The parts of a document: its paths, webhooks, named schemas, and everything else. */
export const partsOf = (document: Node): Node[] => {
  const { paths, webhooks, components, ...others } = document;
  const { schemas, ...groups } = isNode(components) ? components : {};
  return [
    ...slices(paths).map((part) => ({ paths: part })),
    { webhooks },
    ...slices(schemas).map((part) => ({ components: { schemas: part } })),
    { ...others, components: isNode(components) ? groups : components },
  ];
};
