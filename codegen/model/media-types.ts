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

/** Whether a text is a media type or a range of them (RFC 9110, section 8.3.1). */
const isMediaType = (type: string): boolean =>
  /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(?:;.*)?$/s.test(type.trim());

/**
 * Entries of a `content` object. Keys that are no media types are left out where there are others: nothing can be sent
 * or asked for under them.
 */
export const mediaOf = (content: Content | undefined, resolve: Resolve): Media[] => {
  const all = Object.entries(content ?? {}).map(([type, node]) => ({
    type,
    node: resolve<MediaTypeNode>(node),
  }));
  const known = all.filter(({ type }) => isMediaType(type));
  return known.length > 0 ? known : all;
};

/** Keys of a `content` object that are no media types. */
export const oddMediaOf = (content: Content | undefined): string[] =>
  Object.keys(content ?? {}).filter((type) => !isMediaType(type));

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
  /^application\/(?:[^/]+\+)?(?:xml|yaml|x-yaml|javascript|graphql|sql|toml|jwt|jose)$/.test(
    name,
  ) ||
  // Compact serialisations (RFC 7515, section 3.1, and RFC 7516, section 3.1).
  /^application\/jose\+jw[es]$/.test(name) ||
  name === "application/x-www-form-urlencoded";

const bySchema = (schema: Schema, resolve: Resolve): "binary" | "text" | "json" => {
  if (isBinary(schema, resolve)) return "binary";
  const types = typesOf(schema, resolve);
  return types.length > 0 && types.every((type) => type === "string") ? "text" : "json";
};

/** Media types that are bytes, though their schemas may describe what the bytes stand for. */
const isBytes = (name: string): boolean =>
  /^(?:image|audio|video|font)\//.test(name) ||
  /^application\/(?:.*[.+-])?(?:octet-stream|pdf|zip|gzip|tar|cbor|bson|msgpack|smile|protobuf|avro|xlsx|excel)$/.test(
    name,
  );

/** Whether values of a media type that nobody knows are JSON, as far as its schema tells. */
const isStructured = (name: string, schema: Schema, resolve: Resolve): boolean =>
  !isBytes(name) && typesOf(schema, resolve).some((type) => type === "object" || type === "array");

/** Whether only the schema can tell what values are. */
const isOpenEnded = (name: string): boolean =>
  name === "*/*" || name === "application/*" || !isMediaType(name);

/** How an answer of a media type is read. */
export const answerKind = ({ type, node }: Media, resolve: Resolve): AnswerKind => {
  const name = essence(type);
  if (name === "text/event-stream") return "events";
  if (isLines(name)) return "lines";
  if (isOpenEnded(name)) return bySchema(node.schema, resolve);
  if (isJson(name)) return "json";
  if (isText(name)) return isBinary(node.schema, resolve) ? "binary" : "text";
  return isStructured(name, node.schema, resolve) ? "json" : "binary";
};

/** How a request body of a media type is written. */
export const bodyKind = ({ type, node }: Media, resolve: Resolve): BodyKind => {
  const name = essence(type);
  if (name === "application/x-www-form-urlencoded") return "form";
  if (name.startsWith("multipart/")) return "multipart";
  if (isOpenEnded(name)) return bySchema(node.schema, resolve);
  if (isJson(name)) return "json";
  if (isText(name) && !isBinary(node.schema, resolve)) return "text";
  return isStructured(name, node.schema, resolve) ? "json" : "binary";
};

/** Media types that a kind has by itself. */
export const usualType: Readonly<Record<BodyKind, string>> = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
  text: "text/plain",
  binary: "application/octet-stream",
};
