/** Which named schemas are sent, which are received, and what they reach. */
import { isNode, type Node } from "../document.js";
import { schemaPointer } from "./references.js";
import { type Direction, mapRoots, mapSchema } from "./schema-walk.js";

/** Named schemas by the directions in which values of theirs go. */
export interface Usage {
  is(name: string, direction: Direction): boolean;
}

/** Names that a schema refers to, at any depth within it. */
export const namesWithin = (schema: unknown): Set<string> => {
  const names = new Set<string>();
  mapSchema(schema, (node) => {
    const name = schemaPointer(node.$ref)?.name;
    if (name !== undefined) names.add(name);
    return node;
  });
  return names;
};

/** Names that schemas lead to, over any number of references. */
export const reachable = (
  start: Iterable<string>,
  next: (name: string) => Iterable<string>,
): Set<string> => {
  const reached = new Set<string>();
  const pending = [...start];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    pending.push(...next(name));
  }
  return reached;
};

/** For each name, what it refers to. */
export const createLinks = (schemas: Node): ((name: string) => ReadonlySet<string>) => {
  const links = new Map<string, Set<string>>();
  return (name) => {
    let known = links.get(name);
    if (known === undefined) {
      known = namesWithin(Object.hasOwn(schemas, name) ? schemas[name] : undefined);
      links.set(name, known);
    }
    return known;
  };
};

/** The named schemas of a document. */
export const schemasOf = (document: object): Node => {
  const components = "components" in document ? document.components : undefined;
  return isNode(components) && isNode(components.schemas) ? components.schemas : {};
};

/** How the named schemas of a document are used. */
export const usageOf = (document: object): Usage => {
  const schemas = schemasOf(document);
  const starts: Record<Direction, Set<string>> = { sent: new Set(), received: new Set() };
  mapRoots(document, (schema, direction) => {
    for (const name of namesWithin(schema)) starts[direction].add(name);
    return schema;
  });
  const links = createLinks(schemas);
  const used = {
    sent: reachable(starts.sent, links),
    received: reachable(starts.received, links),
  };
  return { is: (name, direction) => used[direction].has(name) };
};
