/** Writes one parameter value in an OpenAPI style (OpenAPI 3.1, section 4.8.12.3; RFC 6570). */
import type { ParameterFormat, Style } from "../operation.js";
import {
  type Encode,
  isAbsent,
  isRecord,
  jsonText,
  percentEncode,
  primitive,
  type Styles,
} from "./text.js";
import { UnsendableError } from "./unsendable.js";

/** A value's members in the order they are written; primitives have none. */
type Members = readonly (readonly [name: string, value: string])[];

/**
 * Percent-encoding that leaves reserved characters and existing triplets, as `allowReserved` asks (RFC 6570, section
 * 3.2.3), except for the three that would end the value or change it: `#`, `&` and `+`.
 */
function encodeExceptReserved(text: string): string {
  return encodeURI(text)
    .replace(/%25([0-9a-f]{2})/gi, "%$1")
    .replace(/%5B/gi, "[")
    .replace(/%5D/gi, "]")
    .replace(/[#&+]/g, encodeURIComponent);
}

/** The same for a segment of a path, which `/` and `?` would end (OpenAPI 3.2, section 4.12.2.2.1). */
function encodeSegmentExceptReserved(text: string): string {
  return encodeExceptReserved(text).replace(/[/?]/g, encodeURIComponent);
}

/**
 * The value of a cookie as it is.
 * @throws {UnsendableError} for characters that would end it (RFC 6265, section 4.1.1).
 */
function cookieText(text: string): string {
  if (!/[\s",;\\]/.test(text)) return text;
  throw new UnsendableError("cookie", "has a character that would end a cookie", "cookie_value");
}

/** The value of a `content` parameter: written as its media type before it is encoded. */
function contentText(value: unknown, content: "json" | "text"): string {
  return content === "json" ? jsonText(value) : primitive(value);
}

/** Signs of each style: before the first member, between members, between values that are not exploded. */
const signs: Readonly<Record<"simple" | "label" | "matrix", readonly [string, string]>> = {
  simple: ["", ","],
  label: [".", "."],
  matrix: [";", ";"],
};

/** `simple`, `label` or `matrix`: what a path parameter or a header becomes. */
function writeValue(name: string, value: unknown, format: ParameterFormat, encode: Encode): string {
  const { style = "simple", explode = false, content } = format;
  if (content !== undefined) return encode(contentText(value, content));
  const [first, between] = signs[style === "label" || style === "matrix" ? style : "simple"];
  const prefix = style === "matrix" ? `${encode(name)}=` : "";
  if (!Array.isArray(value) && !isRecord(value)) return first + prefix + encode(primitive(value));
  const members = membersOf(value, encode);
  if (!explode) {
    const flat = members.flatMap(([key, text]) => (isRecord(value) ? [key, text] : [text]));
    return first + prefix + flat.join(",");
  }
  const pairs = members.map(([key, text]) => (isRecord(value) ? `${key}=${text}` : prefix + text));
  return first + pairs.join(between);
}

/** Query and form pairs of one parameter, already encoded; nothing for absent values and empty lists. */
export function writePairs(
  name: string,
  value: unknown,
  format: ParameterFormat,
  encode: Encode,
): readonly (readonly [string, string])[] {
  const { style = "form", explode = style === "form" || style === "cookie", content } = format;
  if (isAbsent(value)) return [];
  const key = encode(name);
  if (content !== undefined) return [[key, encode(contentText(value, content))]];
  if (style === "deepObject" && (isRecord(value) || Array.isArray(value)))
    return deepPairs(key, value, encode);
  if (!Array.isArray(value) && !isRecord(value)) return [[key, encode(primitive(value))]];
  const members = membersOf(value, encode);
  if (members.length === 0) return [];
  if (explode) return members.map(([member, text]) => [isRecord(value) ? member : key, text]);
  const flat = members.flatMap(([member, text]) => (isRecord(value) ? [member, text] : [text]));
  return [[key, flat.join(delimiter(style, encode))]];
}

function delimiter(style: Style, encode: Encode): string {
  if (style === "spaceDelimited") return encode(" ");
  return style === "pipeDelimited" ? encode("|") : ",";
}

function membersOf(
  value: readonly unknown[] | Readonly<Record<string, unknown>>,
  encode: Encode,
): Members {
  return Object.entries(value)
    .filter(([, member]) => !isAbsent(member))
    .map(([key, member]) => [encode(key), encode(memberText(member))]);
}

/** Nested structures have no style of their own; JSON loses nothing. */
function memberText(member: unknown): string {
  return Array.isArray(member) || isRecord(member) ? jsonText(member) : primitive(member);
}

/** Nothing that is meant is deeper; a value that contains itself is. */
const deepest = 32;

/**
 * `name[a]=1&name[b][c]=2`. OpenAPI leaves lists open; these are the spellings that servers share (qs, PHP, Rack and what
 * is built on them): `name[]=1&name[]=2` of primitives, `name[0][a]=1` of structures, whose members must stay together.
 */
function deepPairs(
  key: string,
  value: object,
  encode: Encode,
  depth = 0,
): readonly (readonly [string, string])[] {
  if (depth > deepest) throw new UnsendableError("argument", "is nested too deeply", "depth");
  return Object.entries(value).flatMap(([member, item]): readonly (readonly [string, string])[] => {
    if (isAbsent(item)) return [];
    const isNested = Array.isArray(item) || isRecord(item);
    const place = Array.isArray(value) && !isNested ? "" : encode(member);
    const inner = `${key}[${place}]`;
    if (isNested) return deepPairs(inner, item, encode, depth + 1);
    return [[inner, encode(primitive(item))]];
  });
}

function encodingOf({ style, allowReserved }: ParameterFormat): Encode {
  if (style === "cookie") return cookieText;
  return allowReserved ? encodeExceptReserved : percentEncode;
}

/** Every style that OpenAPI has. */
export const allStyles: Styles = {
  value: (name, value, format, encode) =>
    writeValue(name, value, format, format.allowReserved ? encodeSegmentExceptReserved : encode),
  pairs: (name, value, format) => writePairs(name, value, format, encodingOf(format)),
};
