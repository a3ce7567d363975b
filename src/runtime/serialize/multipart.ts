/** `multipart/form-data` bodies (RFC 7578), written by hand so that retries send the same bytes and streams stay streams. */
import type { PartFormat } from "../operation.js";
import { type BodyWriter, isBytes, toStream } from "./body.js";
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
  /** File name told to the server. Default: the `name` of a `File`, else `blob`. */
  readonly filename?: string;
  /** Media type. Default: the document's, the `type` of a `Blob`, else `application/octet-stream`. */
  readonly type?: string;
}

type Piece = BlobPart | ReadableStream<Uint8Array>;

/** Writes an object or a `FormData` as parts. Lists of an object repeat their name. */
export const writeMultipart: BodyWriter = (body, format) => {
  if (typeof body !== "object" || body === null) {
    throw new UnsendableError("body", "must be an object or FormData", "not_object");
  }
  const boundary = `clientwright-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  const pieces: Piece[] = entriesOf(body)
    .filter(([, item]) => !isAbsent(item))
    .flatMap(([name, item]) => part(boundary, name, item, format.parts?.[name]));
  pieces.push(`--${boundary}--\r\n`);
  const type = `${format.type ?? "multipart/form-data"}; boundary=${boundary}`;
  const isOneShot = pieces.some((piece) => piece instanceof ReadableStream);
  return {
    content: isOneShot ? joined(pieces) : new Blob(pieces.filter(isBlobPart)),
    type,
    isOneShot,
  };
};

/** A `FormData` as well: the platform would choose another boundary for every attempt. */
function entriesOf(body: object): readonly (readonly [string, unknown])[] {
  if (body instanceof FormData) return [...body];
  return Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item: unknown) => [name, item] as const),
  );
}

function part(boundary: string, name: string, value: unknown, format: PartFormat = {}): Piece[] {
  const { data, filename, type } = describePart(value, format);
  const lines = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${quoted(name)}"${filename === undefined ? "" : `; filename="${quoted(filename)}"`}`,
    ...(type === undefined ? [] : [`Content-Type: ${lineSafe(type)}`]),
  ];
  return [`${lines.join("\r\n")}\r\n\r\n`, data, "\r\n"];
}

interface PartDescription {
  readonly data: Piece;
  readonly filename: string | undefined;
  readonly type: string | undefined;
}

function describePart(value: unknown, format: PartFormat): PartDescription {
  if (isFilePart(value)) {
    const inner = describeFile(value.data, format);
    return { ...inner, filename: value.filename ?? inner.filename, type: value.type ?? inner.type };
  }
  if (typeof value !== "object" || value === null || value instanceof Date) {
    return { data: primitive(value), filename: undefined, type: format.type };
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

/** Text counts as a file only when it is given a name or a type: `{ data: "x" }` alone is a plain object. */
function isNamedText(value: object): boolean {
  return (
    "data" in value && typeof value.data === "string" && ("filename" in value || "type" in value)
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
