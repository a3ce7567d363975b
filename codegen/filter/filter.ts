/** Cuts a document down to the operations that filters keep, and to what these need. Between load and model. */
import type { Findings } from "../diagnostics.js";
import {
  createResolve,
  isNode,
  type Node,
  type OpenApiDocument,
  type Resolve,
  verbs,
} from "../document.js";
import { CircularReference, inlineLost } from "./inline.js";
import { type FoundOperation, keptOperations, listOperations } from "./operations.js";
import { findReachable } from "./reachable.js";

/** What came of filtering. */
export interface Filtered {
  readonly document: OpenApiDocument;
  /** Ids and request lines of the operations that were left out. */
  readonly removed: ReadonlySet<string>;
}

const keyOf = ({ section, path, key }: Pick<FoundOperation, "section" | "path" | "key">): string =>
  `${section} ${key} ${path}`;

/** A section of path items with nothing but the operations that are kept. Their keys stay: they are in pointers. */
const keepItems = (
  document: Node,
  section: "paths" | "webhooks",
  kept: ReadonlySet<string>,
  resolve: Resolve,
): Node | undefined => {
  const items = document[section];
  if (!isNode(items)) return undefined;
  const entries = Object.entries(items).flatMap(([path, item]): [string, Node][] => {
    const node: Node = isNode(item) ? resolve<Node>(item) : {};
    const own = verbs.filter((key) => isNode(node[key]));
    const dropped = own.filter((key) => !kept.has(keyOf({ section, path, key })));
    if (own.length === 0 || dropped.length === own.length) return [];
    const fields = Object.entries(node).filter(([key]) => dropped.every((verb) => verb !== key));
    return [[path, Object.fromEntries(fields)]];
  });
  return Object.fromEntries(entries);
};

const operationsIn = (items: unknown): Node[] =>
  Object.values(isNode(items) ? items : {}).flatMap((item) =>
    verbs.flatMap((key) => (isNode(item) && isNode(item[key]) ? [item[key]] : [])),
  );

const schemeNames = (security: unknown): string[] =>
  (Array.isArray(security) ? security : []).flatMap((one) => (isNode(one) ? Object.keys(one) : []));

/** Tags that are named, and those above them (OpenAPI 3.2: `parent`). */
const keepTags = (tags: unknown, named: ReadonlySet<string>): unknown[] => {
  const nodes = (Array.isArray(tags) ? tags : []).filter(isNode);
  const kept = new Set<unknown>(named);
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const { name, parent } of nodes)
      if (kept.has(name) && parent !== undefined) kept.add(parent);
  }
  return nodes.filter(({ name }) => kept.has(name));
};

const keepComponents = (
  components: Node,
  parts: readonly unknown[],
  schemes: ReadonlySet<string>,
): Node => {
  const reachable = findReachable(components, parts);
  const sections = Object.entries(components).map(([section, members]): [string, unknown] => {
    if (!isNode(members) || section.startsWith("x-")) return [section, members];
    const isNeeded = (name: string): boolean =>
      reachable.get(section)?.has(name) === true ||
      (section === "securitySchemes" && schemes.has(name));
    return [
      section,
      Object.fromEntries(Object.entries(members).filter(([name]) => isNeeded(name))),
    ];
  });
  return Object.fromEntries(sections);
};

/** The document with its paths cut down; references into what is left out are replaced by what they mean. */
const keepPaths = (document: Node, kept: readonly FoundOperation[], resolve: Resolve): Node => {
  const keys = new Set(kept.map(keyOf));
  const { paths, webhooks, ...rest } = document;
  const cut = {
    ...rest,
    ...(paths !== undefined && { paths: keepItems(document, "paths", keys, resolve) }),
    ...(webhooks !== undefined && { webhooks: keepItems(document, "webhooks", keys, resolve) }),
  };
  return inlineLost(cut, document);
};

const cutDown = (document: Node, further: readonly string[]): Node => {
  const { components, tags, security, ...rest } = document;
  const operations = [...operationsIn(rest.paths), ...operationsIn(rest.webhooks)];
  const isInherited = operations.some((operation) => !Array.isArray(operation.security));
  const named = operations.flatMap(({ tags: own }) => (Array.isArray(own) ? own.map(String) : []));
  const schemes = [
    ...(isInherited ? schemeNames(security) : []),
    ...operations.flatMap((operation) => schemeNames(operation.security)),
    ...further,
  ];
  return {
    ...rest,
    ...(isInherited && security !== undefined && { security }),
    ...(isNode(components) && {
      components: keepComponents(components, [rest], new Set(schemes)),
    }),
    ...(tags !== undefined && { tags: keepTags(tags, new Set(named)) }),
  };
};

/**
 * The part of a sound document that filters keep; see `keptOperations` for what they mean. Filters that match nothing are
 * reported as errors. `schemes`: security schemes that are needed beside those of the operations.
 */
export const filterDocument = (
  document: OpenApiDocument,
  filters: readonly string[],
  findings: Findings,
  schemes: readonly string[] = [],
): Filtered => {
  const resolve = createResolve(document);
  const source: Node = { ...document };
  const all = listOperations(source, resolve);
  const kept = new Set(keptOperations(all, filters, findings));
  const removed = all
    .filter((operation) => !kept.has(operation))
    .flatMap(({ id, verb, path }) => [...(id === undefined ? [] : [id]), `${verb} ${path}`]);
  try {
    const cut = cutDown(keepPaths(source, [...kept], resolve), schemes);
    // Only members of paths, components and tags were taken away: the shape is that of a document.
    return { document: cut as unknown as OpenApiDocument, removed: new Set(removed) };
  } catch (error) {
    if (!(error instanceof CircularReference)) throw error;
    findings.error({
      rule: "filter",
      at: error.reference,
      message: `${error.message} It cannot be used from outside of its operation when operations are left out.`,
      advice: "Move what it points at to `components`, and refer to it there.",
    });
    return { document, removed: new Set(removed) };
  }
};
