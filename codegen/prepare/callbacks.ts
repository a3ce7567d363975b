/** Callbacks of operations as path items with a name, which is where schema.ts can describe them. */
import { createResolve, isNode, type Node, type Resolve, verbs } from "../document.js";
import { freeName } from "./references.js";

/** One request that the server makes in return for an operation. */
export interface Callback {
  /** Name of its path item among the document's: of the operation and the callback. */
  readonly key: string;
  readonly operation: string;
  readonly callback: string;
  readonly item: Node;
}

const operationsOf = (paths: Node, resolve: Resolve): { name: string; node: Node }[] =>
  Object.entries(paths)
    .filter(([, item]) => isNode(item))
    .flatMap(([path, item]) => {
      const resolved = resolve<Node>(item as Node);
      return verbs.flatMap((verb) => {
        const node = resolved[verb];
        if (!isNode(node)) return [];
        const id = node.operationId;
        const name = typeof id === "string" && id !== "" ? id : `${verb.toUpperCase()} ${path}`;
        return [{ name, node }];
      });
    });

/** Every callback in the order of the document. */
export const callbacksOf = (document: object): Callback[] => {
  const paths = "paths" in document && isNode(document.paths) ? document.paths : {};
  const resolve = createResolve(document);
  const taken = new Set<string>();
  return operationsOf(paths, resolve).flatMap(({ name, node }) =>
    Object.entries(isNode(node.callbacks) ? node.callbacks : {}).flatMap(([callback, value]) => {
      const items = isNode(value) ? Object.entries(resolve<Node>(value)) : [];
      return items.flatMap(([expression, item]): Callback[] => {
        if (!isNode(item) || expression.startsWith("x-")) return [];
        const key = freeName([`${name}.${callback}`], (one) => taken.has(one));
        taken.add(key);
        return [{ key, operation: name, callback, item: resolve<Node>(item) }];
      });
    }),
  );
};

/** Without their ids, which schema.ts would list among the operations that can be called. */
export const withoutIds = (item: Node): Node =>
  Object.fromEntries(
    Object.entries(item).map(([verb, operation]) => {
      if (!isNode(operation)) return [verb, operation];
      const { operationId: _, callbacks: __, ...others } = operation;
      return [verb, others];
    }),
  );

/** The document with its callbacks among its path items. */
export const hoistCallbacks = <T extends object>(document: T): T => {
  const callbacks = callbacksOf(document);
  if (callbacks.length === 0) return document;
  const components =
    "components" in document && isNode(document.components) ? document.components : {};
  const own = isNode(components.pathItems) ? Object.entries(components.pathItems) : [];
  const hoisted = callbacks.map(({ key, item }): [string, Node] => [key, withoutIds(item)]);
  const pathItems = Object.fromEntries([...own, ...hoisted]);
  return { ...document, components: { ...components, pathItems } };
};
