/** Request bodies as the platform takes them: JSON, text and bytes. Forms and multipart are files of their own. */
import type { BodyFormat, BodyKind } from "../operation.js";
import { jsonText } from "./text.js";
import { UnsendableError } from "./unsendable.js";

/** A body on its way to the wire. */
export interface WrittenBody {
  readonly content: BodyInit;
  /** Media type; undefined leaves it to the platform. */
  readonly type: string | undefined;
  /** Streams can be read once: a call with one is never repeated. */
  readonly isOneShot: boolean;
}

/** Writes the bodies of one kind. */
export type BodyWriter = (body: unknown, format: BodyFormat) => WrittenBody;

/** Writers by kind. */
export type BodyWriters = Readonly<Partial<Record<BodyKind, BodyWriter>>>;

/** `application/json` and its relatives. */
export const writeJson: BodyWriter = (body, format) => ({
  content: jsonText(body, "body"),
  type: format.type ?? "application/json",
  isOneShot: false,
});

/** `text/plain` and its relatives. */
export const writeText: BodyWriter = (body, format) => {
  if (typeof body === "object") throw new UnsendableError("body", "must be text", "not_text");
  return { content: String(body), type: format.type ?? "text/plain", isOneShot: false };
};

/** Bytes: a Blob, a buffer or a view of one, text, or a stream of byte chunks. */
export const writeBinary: BodyWriter = (body, format) => {
  const concrete =
    format.type !== undefined && !format.type.includes("*") ? format.type : undefined;
  const own = body instanceof Blob && body.type !== "" ? body.type : undefined;
  const type = own ?? concrete ?? "application/octet-stream";
  if (isBytes(body)) return { content: body, type, isOneShot: false };
  return { content: toStream(body), type, isOneShot: true };
};

/** Whether a value can be sent as it is, any number of times. */
export function isBytes(
  value: unknown,
): value is Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer> | string {
  return (
    typeof value === "string" ||
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value)
  );
}

/**
 * A web stream out of a web stream, a Node stream or any async iterable of byte chunks.
 * @throws {UnsendableError} for anything else.
 */
export function toStream(value: unknown): ReadableStream<Uint8Array> {
  if (value instanceof ReadableStream) return value;
  if (!isAsyncIterable(value)) {
    throw new UnsendableError("body", "must be a Blob, a buffer, text or a stream", "not_bytes");
  }
  const chunks = value[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value: chunk } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<Uint8Array | string> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
