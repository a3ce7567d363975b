/** Reads a bundled OpenAPI 3.1 document: follows its references and lists its operations. */

import { isNode, type Node, verbs } from "../document.js";

/** One operation, its references resolved. */
export interface DocumentedOperation {
  readonly id: string | undefined;
  readonly method: string;
  readonly path: string;
  /** JSON Pointer of the operation. */
  readonly pointer: string;
  readonly node: Node;
  readonly parameters: readonly Located[];
  readonly body: Located | undefined;
  /** By documented status: `200`, `4XX`, `default`. */
  readonly answers: readonly (Located & { readonly status: string })[];
  /** Alternatives of scheme names (OpenAPI 3.1, section 4.8.30). */
  readonly security: readonly (readonly string[])[];
}

/** A part of the document and where it is. */
export interface Located {
  readonly pointer: string;
  readonly node: Node;
}

/** The object at a key; an empty one when there is none. */
export const child = (node: Node, key: string): Node => {
  const value = node[key];
  return isNode(value) ? value : {};
};

const escapeKey = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");
const unescapeKey = (key: string): string => key.replaceAll("~1", "/").replaceAll("~0", "~");

/** JSON Pointer (RFC 6901) of something below a pointer. */
export const below = (pointer: string, ...keys: readonly (string | number)[]): string =>
  [pointer, ...keys.map((key) => escapeKey(String(key)))].join("/");

/** What a JSON Pointer points at. */
export const atPointer = (document: Node, pointer: string): unknown =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((value, key) => {
      if (Array.isArray(value)) return value[Number(key)];
      return isNode(value) ? value[unescapeKey(key)] : undefined;
    }, document);

/** Follows references until something else is found (OpenAPI 3.1, section 4.8.23). */
export const resolve = (document: Node, { pointer, node }: Located): Located => {
  const seen = new Set<string>();
  let current: Located = { pointer, node };
  for (;;) {
    const reference = current.node.$ref;
    if (typeof reference !== "string" || !reference.startsWith("#/") || seen.has(reference))
      return current;
    seen.add(reference);
    const target = decodeURIComponent(reference.slice(1));
    const value = atPointer(document, target);
    if (!isNode(value)) return current;
    current = { pointer: target, node: value };
  }
};

const listParameters = (document: Node, item: Located, operation: Located): Located[] => {
  const found = new Map<string, Located>();
  for (const { pointer, node } of [item, operation]) {
    const list = Array.isArray(node.parameters) ? node.parameters : [];
    for (const [index, entry] of list.entries()) {
      if (!isNode(entry)) continue;
      const at = below(pointer, "parameters", index);
      const parameter = resolve(document, { pointer: at, node: entry });
      found.set(`${parameter.node.in} ${parameter.node.name}`, parameter);
    }
  }
  return [...found.values()];
};

const listSecurity = (document: Node, operation: Node): string[][] => {
  const requirements = operation.security ?? document.security;
  return Array.isArray(requirements) ? requirements.filter(isNode).map(Object.keys) : [];
};

const listAnswers = (document: Node, { pointer, node }: Located): DocumentedOperation["answers"] =>
  Object.entries(child(node, "responses"))
    .filter((entry): entry is [string, Node] => isNode(entry[1]) && !entry[0].startsWith("x-"))
    .map(([status, answer]) => {
      const at = below(pointer, "responses", status);
      return { status, ...resolve(document, { pointer: at, node: answer }) };
    });

const readOperation = (
  document: Node,
  path: string,
  item: Located,
  { method, pointer, node }: Located & { readonly method: string },
): DocumentedOperation => {
  const body = node.requestBody;
  const id = node.operationId;
  return {
    id: typeof id === "string" ? id : undefined,
    method,
    path,
    pointer,
    node,
    parameters: listParameters(document, item, { pointer, node }),
    body: isNode(body)
      ? resolve(document, { pointer: below(pointer, "requestBody"), node: body })
      : undefined,
    answers: listAnswers(document, { pointer, node }),
    security: listSecurity(document, node),
  };
};

/** The verbs of a path item, those that it names itself included (OpenAPI 3.2, section 4.9). */
const listVerbs = ({ pointer, node }: Located): (Located & { readonly method: string })[] => {
  const own = Object.keys(node)
    .filter((key) => verbs.some((verb) => verb === key) && isNode(node[key]))
    .map((key) => ({
      method: key.toUpperCase(),
      pointer: below(pointer, key),
      node: child(node, key),
    }));
  const more = child(node, "additionalOperations");
  const others = Object.keys(more).map((method) => ({
    method,
    pointer: below(pointer, "additionalOperations", method),
    node: child(more, method),
  }));
  return [...own, ...others];
};

/** Every operation of the document, in its order. */
export const listOperations = (document: Node): DocumentedOperation[] =>
  Object.entries(child(document, "paths")).flatMap(([path, entry]) => {
    if (!isNode(entry)) return [];
    const item = resolve(document, { pointer: below("", "paths", path), node: entry });
    return listVerbs(item).map((operation) => readOperation(document, path, item, operation));
  });
