/** Which values of a request must never be printed. */
import type { WireRequest } from "../call-state.js";
import { isSecretName } from "../log/redact.js";
import type { WireHeaders } from "../serialize/headers.js";

/** Shorter values would hit ordinary words; nothing that short is a secret. */
const shortest = 4;

/** Credentials of a request as they may be echoed: whole header values, and what follows the scheme's name. */
export function secretsOf(wire: WireRequest | undefined): readonly string[] {
  if (wire === undefined) return [];
  const headers = Object.entries(headersOf(wire))
    .filter(([name]) => isSecretHeader(wire, name))
    .flatMap(([, value]) => [
      value,
      ...value.split(/[ ;,]\s*/).map((item) => item.replace(/^[\w.-]+=/, "")),
    ]);
  const query = wire.url.split("?")[1]?.split("&") ?? [];
  const parameters = query
    .map((pair) => pair.split("="))
    .filter(([name = ""]) => wire.secretQuery.includes(name) || isSecretName(name))
    .flatMap(([, value = ""]) => [value, decoded(value)]);
  const found = new Set([...headers, ...parameters].filter((value) => value.length >= shortest));
  // Longest first, so that no part of a longer one is left behind.
  return [...found]
    .filter((value) => !/^(Bearer|Basic|Digest|token)$/i.test(value))
    .sort((a, b) => b.length - a.length);
}

/** Whether a header of a request holds a secret: by its name, or because a provider set it. */
export function isSecretHeader({ credentials }: WireRequest, name: string): boolean {
  return isSecretName(name) || (credentials !== undefined && name in credentials);
}

/** All headers of a request, wherever they are. */
export function headersOf(wire: WireRequest): WireHeaders {
  if (wire.request !== undefined) return Object.fromEntries(wire.request.headers);
  return wire.credentials === undefined ? wire.headers : { ...wire.headers, ...wire.credentials };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
