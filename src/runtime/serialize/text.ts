/** Single values as text, and what writes whole parameters. */
import type { ParameterFormat } from "../operation.js";
import { UnsendableError } from "./unsendable.js";

/** How single names and values are written, e.g. percent-encoded. */
export type Encode = (text: string) => string;

/** Writes parameters in the styles that a client knows. */
export interface Styles {
  /** A path parameter or a header. */
  value(name: string, value: unknown, format: ParameterFormat, encode: Encode): string;
  /** Query or cookie pairs, percent-encoded; nothing for absent values and empty lists. */
  pairs(
    name: string,
    value: unknown,
    format: ParameterFormat,
  ): readonly (readonly [name: string, value: string])[];
}

/**
 * The text of a primitive; dates are written as in JSON.
 * @throws {UnsendableError} for a date that is none.
 */
export function primitive(value: unknown): string {
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) throw new UnsendableError("argument", "is no date", "date");
  return value.toJSON();
}

/**
 * A value as JSON.
 * @throws {UnsendableError} for a cycle, a BigInt or a function: the platform's message would repeat values.
 */
export function jsonText(value: unknown, path = "argument"): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // Said below, in the same words.
  }
  if (text === undefined) throw new UnsendableError(path, "cannot be written as JSON", "not_json");
  return text;
}

/** RFC 3986 percent-encoding of everything that is not unreserved, which `encodeURIComponent` leaves some of. */
export function percentEncode(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Whether a value is written as nothing at all: `undefined` and `null` are absent, as in RFC 6570, section 2.3. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Whether a value has members by name. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}
