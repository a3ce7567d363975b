/** Media types and what they mean for reading and writing. */
import type { AnswerKind, BodyKind } from "clientwright/runtime";
import type { Content, MediaTypeNode, Resolve } from "../document.js";
import { isBinary, type Schema, typesOf } from "./schemas.js";

/** One entry of a `content` object. */
export interface Media {
  /** As the document writes it. */
  readonly type: string;
  readonly node: MediaTypeNode;
}

export const mediaOf = (content: Content | undefined, resolve: Resolve): Media[] =>
  Object.entries(content ?? {}).map(([type, node]) => ({
    type,
    node: resolve<MediaTypeNode>(node),
  }));

/** Type and subtype alone, in lower case. */
export const essence = (type: string): string =>
  (type.split(";", 1)[0] ?? type).trim().toLowerCase();

/** Media types of JSON values in a row (RFC 7464 for the sequences, which are marked and not cut at line ends). */
const lineTypes = new Set([
  "application/jsonl",
  "application/json-seq",
  "application/jsonlines",
  "application/ndjson",
  "application/x-jsonlines",
  "application/x-ndjson",
]);

export const isLines = (name: string): boolean => lineTypes.has(name) || name.endsWith("+json-seq");

/** Whether an essence is JSON or built on it (RFC 6839, section 3.1). */
export const isJson = (name: string): boolean => name.endsWith("/json") || name.endsWith("+json");

const isText = (name: string): boolean =>
  name.startsWith("text/") ||
  /^application\/(?:[a-z.-]+\+)?(?:xml|yaml|x-yaml|javascript|graphql|sql|toml)$/.test(name) ||
  name === "application/x-www-form-urlencoded";

const bySchema = (schema: Schema, resolve: Resolve): "binary" | "text" | "json" => {
  if (isBinary(schema, resolve)) return "binary";
  const types = typesOf(schema, resolve);
  return types.length > 0 && types.every((type) => type === "string") ? "text" : "json";
};

const isStructured = (schema: Schema, resolve: Resolve): boolean =>
  typesOf(schema, resolve).some((type) => type === "object" || type === "array");

/** How an answer of a media type is read. */
export const answerKind = ({ type, node }: Media, resolve: Resolve): AnswerKind => {
  const name = essence(type);
  if (name === "text/event-stream") return "events";
  if (isLines(name)) return "lines";
  if (name === "*/*" || name === "application/*") return bySchema(node.schema, resolve);
  if (isJson(name)) return "json";
  if (isText(name)) return isBinary(node.schema, resolve) ? "binary" : "text";
  return isStructured(node.schema, resolve) ? "json" : "binary";
};

/** How a request body of a media type is written. */
export const bodyKind = ({ type, node }: Media, resolve: Resolve): BodyKind => {
  const name = essence(type);
  if (name === "application/x-www-form-urlencoded") return "form";
  if (name.startsWith("multipart/")) return "multipart";
  if (name === "*/*" || name === "application/*") return bySchema(node.schema, resolve);
  if (isJson(name)) return "json";
  if (isText(name) && !isBinary(node.schema, resolve)) return "text";
  return isStructured(node.schema, resolve) ? "json" : "binary";
};

/** Media types that a kind has by itself. */
export const usualType: Readonly<Record<BodyKind, string>> = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
  text: "text/plain",
  binary: "application/octet-stream",
};
