/** `multipart/form-data` bodies (RFC 7578), written by hand so that retries send the same bytes and streams stay streams. */
import type { BodyFormat, PartFormat } from "../operation.js";
import { type BodyWriter, isBytes, toStream } from "./body.js";
import { checkedHeader } from "./headers.js";
import { writePairs } from "./style.js";
import { isAbsent, jsonText, primitive } from "./text.js";
import { UnsendableError } from "./unsendable.js";

/** Bytes of a file in a multipart body, with the name and type it is sent under. */
export interface FilePart {
  readonly data:
    | Blob
    | ArrayBuffer
    | ArrayBufferView<ArrayBuffer>
    | string
    | AsyncIterable<Uint8Array>;
  /** File name told to the server; `false` for a part that is no file. Default: the `name` of a `File`, else `blob`. */
  readonly filename?: string | false;
  /** Media type. Default: the document's, the `type` of a `Blob`, else `application/octet-stream`. */
  readonly type?: string;
  /** Further headers of the part. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Piece = BlobPart | ReadableStream<Uint8Array>;

/**
 * Writes an object or a `FormData` as parts: lists of an object repeat their name, unless they have a style. A list as
 * the whole body is written as parts without names.
 */
export const writeMultipart: BodyWriter = (body, format) => {
  if (typeof body !== "object" || body === null) {
    throw new UnsendableError("body", "must be an object or FormData", "not_object");
  }
  const boundary = `clientwright-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  const pieces: Piece[] = entriesOf(body, format)
    .filter(({ value }) => !isAbsent(value))
    .flatMap((entry) => part(boundary, entry));
  pieces.push(`--${boundary}--\r\n`);
  const type = `${format.type ?? "multipart/form-data"}; boundary=${boundary}`;
  const isOneShot = pieces.some((piece) => piece instanceof ReadableStream);
  return {
    content: isOneShot ? joined(pieces) : new Blob(pieces.filter(isBlobPart)),
    type,
    isOneShot,
  };
};

/** A part before it is written; parts of a list have no name. */
interface Entry {
  readonly name: string | undefined;
  readonly value: unknown;
  readonly format: PartFormat | undefined;
}

/** A `FormData` as well: the platform would choose another boundary for every attempt. */
function entriesOf(body: object, { parts, prefix, item }: BodyFormat): readonly Entry[] {
  if (Array.isArray(body)) {
    return body.map((value, index) => ({
      name: undefined,
      value,
      format: prefix?.[index] ?? item,
    }));
  }
  const named = body instanceof FormData ? [...body] : Object.entries(body);
  return named.flatMap(([name, value]) => fieldEntries(name, value, parts?.[name]));
}

function fieldEntries(name: string, value: unknown, format: PartFormat | undefined): Entry[] {
  const { style, explode } = format ?? {};
  const hasFiles = (Array.isArray(value) ? value : [value]).some(isFile);
  if (hasFiles || (style === undefined && explode === undefined))
    return (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: one, format }));
  const written = { ...(style && { style }), ...(explode !== undefined && { explode }) };
  // Parts are not percent-encoded (RFC 7578, section 4.1 and 5.1).
  const pairs = writePairs(name, value, written, (text) => text);
  return pairs.map(([key, text]) => ({ name: key, value: text, format }));
}

/** Files have no style. */
function isFile(value: unknown): boolean {
  return isFilePart(value) || (typeof value !== "string" && isBytes(value)) || isStream(value);
}

function part(boundary: string, { name, value, format = {} }: Entry): Piece[] {
  const { data, filename: told, type } = describePart(value, format);
  const filename = told === false ? undefined : told;
  const disposition = [
    name === undefined ? "attachment" : `form-data; name="${quoted(name)}"`,
    ...(filename === undefined ? [] : [`filename="${quoted(filename)}"`]),
  ].join("; ");
  const isNameless = name === undefined && filename === undefined;
  const lines = [
    `--${boundary}`,
    ...(isNameless ? [] : [`Content-Disposition: ${disposition}`]),
    ...(type === undefined ? [] : [`Content-Type: ${lineSafe(type)}`]),
    ...ownHeaders(value),
  ];
  return [`${lines.join("\r\n")}\r\n\r\n`, data, "\r\n"];
}

function ownHeaders(value: unknown): string[] {
  const { headers = {} } = isFilePart(value) ? value : {};
  return Object.entries(headers).map(
    ([name, text]) => `${name}: ${checkedHeader(name.toLowerCase(), text)}`,
  );
}

interface PartDescription {
  readonly data: Piece;
  readonly filename: string | false | undefined;
  readonly type: string | undefined;
}

function describePart(value: unknown, format: PartFormat): PartDescription {
  if (isFilePart(value)) {
    const inner = describeFile(value.data, format);
    return { ...inner, filename: value.filename ?? inner.filename, type: value.type ?? inner.type };
  }
  if (typeof value !== "object" || value === null || value instanceof Date) {
    const isJson = /[/+]json\b/i.test(format.type ?? "");
    const data = isJson ? jsonText(value, "body") : primitive(value);
    return { data, filename: undefined, type: format.type };
  }
  if (isBytes(value) || Symbol.asyncIterator in value) return describeFile(value, format);
  return {
    data: jsonText(value, "body"),
    filename: undefined,
    type: format.type ?? "application/json",
  };
}

function describeFile(data: unknown, format: PartFormat): PartDescription {
  const own = data instanceof Blob && data.type !== "" ? data.type : undefined;
  const documented = format.type?.includes("*") ? undefined : format.type;
  const name: unknown = data instanceof Blob && "name" in data ? data.name : undefined;
  return {
    data: isBytes(data) ? data : toStream(data),
    filename: typeof name === "string" ? name : "blob",
    type: own ?? documented ?? "application/octet-stream",
  };
}

function isFilePart(value: unknown): value is FilePart {
  if (typeof value !== "object" || value === null || !("data" in value)) return false;
  const { data } = value;
  return (isBytes(data) && typeof data !== "string") || isNamedText(value) || isStream(data);
}

/** Text counts as a file only when it is given a name, a type or headers: `{ data: "x" }` alone is a plain object. */
function isNamedText(value: object): boolean {
  return (
    "data" in value &&
    typeof value.data === "string" &&
    ("filename" in value || "type" in value || "headers" in value)
  );
}

function isStream(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** Names in a part's header (WHATWG HTML, multipart/form-data encoding algorithm). */
function quoted(name: string): string {
  return name.replace(/\r\n|\r|\n/g, "%0D%0A").replaceAll('"', "%22");
}

function lineSafe(type: string): string {
  return type.replace(/[\r\n\0]/g, "");
}

function isBlobPart(piece: Piece): piece is BlobPart {
  return !(piece instanceof ReadableStream);
}

function joined(pieces: readonly Piece[]): ReadableStream<Uint8Array> {
  return toStream(chunksOf(pieces));
}

async function* chunksOf(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  const readers = pieces.map((piece) =>
    (piece instanceof ReadableStream ? piece : new Blob([piece]).stream()).getReader(),
  );
  try {
    for (const reader of readers) {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    }
  } finally {
    // Also those whose turn never came: they may hold files. One that has failed has let go already.
    await Promise.allSettled(readers.map((reader) => reader.cancel()));
  }
}
