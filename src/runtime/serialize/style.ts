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
  const { style = "form", explode = style === "form", content } = format;
  if (isAbsent(value)) return [];
  const key = encode(name);
  if (content !== undefined) return [[key, encode(contentText(value, content))]];
  if (style === "deepObject" && typeof value === "object") return deepPairs(key, value, encode);
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

/** `name[a]=1&name[b][c]=2`; a list of primitives repeats its key, one of structures is numbered. */
function deepPairs(
  key: string,
  value: object,
  encode: Encode,
  depth = 0,
): readonly (readonly [string, string])[] {
  if (depth > deepest) throw new UnsendableError("argument", "is nested too deeply", "depth");
  return Object.entries(value).flatMap(([member, item]): readonly (readonly [string, string])[] => {
    if (isAbsent(item)) return [];
    const inner = `${key}[${encode(member)}]`;
    if (Array.isArray(item) || isRecord(item)) return deepPairs(inner, item, encode, depth + 1);
    return [[Array.isArray(value) ? key : inner, encode(primitive(item))]];
  });
}

/** Every style that OpenAPI has. */
export const allStyles: Styles = {
  value: writeValue,
  pairs: (name, value, format) =>
    writePairs(name, value, format, format.allowReserved ? encodeExceptReserved : percentEncode),
};
