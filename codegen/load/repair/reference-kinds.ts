/** What a part can be taken for: references lead to all kinds of parts. */
import { isNode, type Node, verbs } from "../../document.js";
import type { Kind } from "../shapes.js";

const has = (node: Node, ...keys: string[]): boolean => keys.some((key) => key in node);

const isSchema = (node: Node): boolean =>
  !has(node, "openapi", "paths", "responses", "operationId", "in", ...verbs) &&
  !(has(node, "content", "schema") && !has(node, "type", "properties"));

const looksLikeSchema = (node: Node): boolean =>
  isSchema(node) && has(node, "type", "properties", "allOf", "oneOf", "anyOf", "enum", "items");

const json = (schema: Node): Node => ({ "application/json": { schema } });

/** By kind: the part as one of that kind, a schema with what belongs around it; undefined where it is neither. */
const kinds: Readonly<Partial<Record<Kind, (node: Node) => Node | undefined>>> = {
  schema: (node) => (isSchema(node) ? node : undefined),
  parameter: (node) => (has(node, "in", "name") && !looksLikeSchema(node) ? node : undefined),
  response: (node) => {
    if (looksLikeSchema(node)) return { description: "", content: json(node) };
    return has(node, "responses", "in", ...verbs) ? undefined : node;
  },
  requestBody: (node) => {
    if (has(node, "content")) return node;
    return looksLikeSchema(node) ? { content: json(node) } : undefined;
  },
  header: (node) => {
    if (looksLikeSchema(node)) return { schema: node };
    return has(node, "responses", ...verbs) ? undefined : node;
  },
  securityScheme: (node) => (has(node, "type") ? node : undefined),
  mediaType: (node) =>
    has(node, "schema", "itemSchema", "example", "examples") ? node : undefined,
};

/** A part as an object of a kind; undefined when it cannot be one. */
export const asKind = (kind: Kind, part: object): Node | undefined =>
  isNode(part) ? kinds[kind]?.(part) : undefined;
