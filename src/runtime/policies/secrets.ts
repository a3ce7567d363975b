/** Which values of a request must never be printed. */
import type { WireRequest } from "../call-state.js";
import { isSecretName } from "../log/redact.js";
import type { WireHeaders } from "../serialize/headers.js";
import { bodySecrets } from "./body-secrets.js";

/** Shorter values would hit ordinary words; nothing that short is a secret. */
const shortest = 4;

/**
 * Credentials of a request as they may be echoed: whole header values and their parts, and fields of its body, plain and
 * percent-encoded.
 */
export function secretsOf(wire: WireRequest | undefined): readonly string[] {
  if (wire === undefined) return [];
  const headers = Object.entries(headersOf(wire))
    .filter(([name]) => isSecretHeader(wire, name))
    .flatMap(([, value]) => [value, ...value.split(/[ ;,]\s*/).map(withoutName)]);
  const parameters = [...new URL(wire.url).searchParams]
    .filter(([name]) => wire.secretQuery.includes(name) || isSecretName(name))
    .map(([, value]) => value);
  const fields = bodySecrets(wire.body);
  const found = [...headers, ...headers.flatMap(passwordOf), ...parameters, ...fields]
    .flatMap((value) => [value, encodeURIComponent(value)])
    .filter((value) => value.length >= shortest && !/^(Bearer|Basic|Digest)$/i.test(value));
  // Longest first, so that no part of a longer one is left behind.
  return [...new Set([...found, ...(wire.dropped ?? [])])].sort((a, b) => b.length - a.length);
}

/** The password in what follows `Basic` (RFC 7617): servers that echo it have decoded it. */
function passwordOf(header: string): readonly string[] {
  const [, encoded] = /^Basic ([\w+/]+=*)$/i.exec(header) ?? [];
  if (encoded === undefined) return [];
  try {
    const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
    const pair = new TextDecoder().decode(bytes);
    return [pair, pair.slice(pair.indexOf(":") + 1)];
  } catch {
    return []; // Not Base64, so no server can make sense of it either.
  }
}

/** `session=abc` of a cookie, `signature="abc"` of a signed header. */
function withoutName(part: string): string {
  return part.replace(/^[\w.-]+=/, "");
}

/** Whether a header of a request holds a secret: by its name, or because a provider set it. */
export function isSecretHeader({ credentials }: WireRequest, name: string): boolean {
  const isTelling = isSecretName(name) || /[-_](token|auth)$/i.test(name);
  return isTelling || (credentials !== undefined && name in credentials);
}

/** All headers of a request, wherever they are. */
export function headersOf(wire: WireRequest): WireHeaders {
  if (wire.request !== undefined) return Object.fromEntries(wire.request.headers);
  return wire.credentials === undefined
    ? wire.headers
    : Object.assign({}, wire.headers, wire.credentials);
}
