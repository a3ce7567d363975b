/** From the bytes of a file to its text: which encoding they are in is told by the bytes, never by a name. */
import { isUtf8 } from "node:buffer";

/** A text, or why there is none. */
export type Decoded = { readonly text: string } | { readonly problem: string };

/** Byte order marks (Unicode 16, section 23.8). */
const marks: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

const encodingOf = (bytes: Uint8Array): string => {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return marked[0];
  // A document starts with an ASCII character, which UTF-16 writes with a zero on one side (RFC 4627, section 3).
  if (bytes[0] === 0 && bytes[1] !== 0) return "utf-16be";
  if (bytes[0] !== 0 && bytes[1] === 0) return "utf-16le";
  return "utf-8";
};

/** Buffers decode UTF-8 several times as fast as the decoder does. */
const decodeUtf8 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength)
    .toString("utf8")
    .replace(/^\uFEFF/, "");

/** Reads UTF-8 and UTF-16, with or without a byte order mark. */
export const decode = (bytes: Uint8Array): Decoded => {
  const encoding = encodingOf(bytes);
  if (encoding === "utf-8" && !isUtf8(bytes))
    return { problem: "is neither UTF-8 nor UTF-16 text: save it as UTF-8" };
  const text = encoding === "utf-8" ? decodeUtf8(bytes) : new TextDecoder(encoding).decode(bytes);
  if (text.includes("\0")) return { problem: "is not text" };
  if (!/\S/.test(text)) return { problem: "is empty" };
  return { text };
};
