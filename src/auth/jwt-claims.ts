/** What a JSON Web Token says (RFC 7519). Its signature is not checked: only the server that made it can rely on it. */
import { fromBase64Url } from "./encoding.js";

/** Claims of a token; the registered ones have their type only when the issuer kept to the RFC. */
export type JwtClaims = Readonly<Record<string, unknown>>;

/** The claims, unverified; undefined when the text is no such token. */
export function readJwtClaims(token: string): JwtClaims | undefined {
  const parts = token.split(".");
  const bytes = parts.length === 3 ? fromBase64Url(parts[1] ?? "") : undefined;
  if (bytes === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isRecord(claims) ? claims : undefined;
  } catch {
    return undefined; // Neither UTF-8 nor JSON: no token of this kind.
  }
}

/** When a token ends by its own word. */
export type JwtExpiry =
  | { readonly kind: "at"; readonly ms: number }
  | { readonly kind: "never" }
  | { readonly kind: "unreadable" };

/**
 * The claim `exp` (RFC 7519, section 4.1.4), in milliseconds since the epoch. A token without it, or with 0, never
 * ends; one that cannot be read, or whose `exp` is no number, is `unreadable`.
 */
export function readJwtExpiry(token: string): JwtExpiry {
  const claims = readJwtClaims(token);
  if (claims === undefined) return { kind: "unreadable" };
  const { exp } = claims;
  if (exp === undefined || exp === null || exp === 0) return { kind: "never" };
  return typeof exp === "number" ? { kind: "at", ms: exp * 1000 } : { kind: "unreadable" };
}

function isRecord(value: unknown): value is JwtClaims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
