/** Writes header and cookie parameters, and merges headers of all sources under lower-case names. */

import type { ParameterFormat } from "../operation.js";
import type { HeaderValues } from "../options.js";
import { isAbsent, type Styles } from "./text.js";
import { UnsendableError } from "./unsendable.js";

/** Headers on their way to the wire: lower-case names, one line each. */
export type WireHeaders = Record<string, string>;

type Formats = Readonly<Record<string, ParameterFormat>>;

/**
 * Puts `values` on top of `headers`; `null` and `undefined` remove.
 * @throws {UnsendableError} for names and values that HTTP cannot carry (RFC 9110, section 5.5).
 */
export function mergeHeaders(headers: WireHeaders, values: HeaderValues | undefined): WireHeaders {
  for (const name in values) {
    const value = values[name];
    const key = name.toLowerCase();
    if (isAbsent(value)) delete headers[key];
    else headers[key] = checkedHeader(key, typeof value === "string" ? value : value.join(", "));
  }
  return headers;
}

/** Puts header parameters on top of `headers`; absent ones leave what is there. */
export function writeHeaders(
  headers: WireHeaders,
  values: object,
  formats: Formats | undefined = {},
  styles: Styles,
): void {
  for (const [name, value] of Object.entries(values)) {
    if (isAbsent(value)) continue;
    const key = name.toLowerCase();
    // Header values are not percent-encoded (OpenAPI 3.1, section 4.8.12.2).
    const text = styles.value(name, value, formats[name] ?? {}, (plain) => plain);
    headers[key] = checkedHeader(key, text);
  }
}

/** Adds cookie parameters to the `cookie` header (RFC 6265, section 4.2.1). Browsers ignore it and send their own. */
export function writeCookies(
  headers: WireHeaders,
  values: object,
  formats: Formats | undefined = {},
  styles: Styles,
): void {
  for (const [name, value] of Object.entries(values)) {
    for (const pair of styles.pairs(name, value, formats[name] ?? {})) {
      headers.cookie = withCookie(headers.cookie, pair.join("="));
    }
  }
}

/** A `cookie` header with one more `name=value`. */
export function withCookie(cookies: string | undefined, pair: string): string {
  return checkedHeader("cookie", cookies === undefined ? pair : `${cookies}; ${pair}`);
}

/** The value, once it is known to fit in a header line. */
export function checkedHeader(name: string, value: string): string {
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)) {
    throw new UnsendableError("header", "has a name that is not a token", "header_name");
  }
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    const message = "contains a line break, a control character or a character beyond Latin-1";
    throw new UnsendableError(`header.${name}`, message, "header_value");
  }
  return value;
}
