/**
 * Webhooks and callbacks by themselves: no path items of other places, no ids that an operation has, and no
 * bodies that are shared with operations, since what is sent there is received here.
 */
import { createResolve, isNode, isReference, type Node, verbs } from "../document.js";
import { withoutIds } from "./callbacks.js";
import { inFields, inMap, mapMembers, type Rewrite } from "./rewriting.js";

const idsOf = (item: Node): unknown[] =>
  Object.values(item).flatMap((operation) => (isNode(operation) ? [operation.operationId] : []));

const eachVerb = (rewrite: Rewrite): Rewrite =>
  inFields(Object.fromEntries(verbs.map((verb) => [verb, rewrite])));

/** The document with its webhooks and callbacks written out. */
export const writeOutEvents = <T extends object>(document: T): T => {
  const resolve = createResolve(document);
  const body: Rewrite = (value) => (isReference(value) ? resolve<Node>(value) : value);
  const item = eachVerb(inFields({ requestBody: body }));
  const callbacks = inMap(inMap(item));
  const rewrite = inFields({
    webhooks: inMap(item),
    paths: inMap(eachVerb(inFields({ callbacks }))),
    components: inFields({ callbacks }),
  });
  // Path items are rewritten, and into path items.
  return rewrite(withOwnItems(document)) as T;
};

const withOwnItems = <T extends object>(document: T): T => {
  if (!("webhooks" in document) || !isNode(document.webhooks)) return document;
  const resolve = createResolve(document);
  const paths = "paths" in document && isNode(document.paths) ? document.paths : {};
  const taken = new Set(
    Object.values(paths).flatMap((item) => (isNode(item) ? idsOf(resolve<Node>(item)) : [])),
  );
  const webhooks = mapMembers(document.webhooks, (item) => {
    if (!isNode(item)) return item;
    const own = resolve<Node>(item);
    const ids = idsOf(own).filter((id) => id !== undefined);
    const isTaken = ids.some((id) => taken.has(id));
    for (const id of ids) taken.add(id);
    return isTaken || isReference(item) ? withoutIds(own) : own;
  });
  return { ...document, webhooks };
};
