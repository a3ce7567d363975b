// HS256 JSON Web Tokens with this API's claims; knows nothing of users or sessions.
import { createHmac, timingSafeEqual } from "node:crypto";

/** Claims in their order on the wire. There is no `jti`. */
export interface JwtClaims {
  readonly sub: string;
  readonly scopes: readonly string[];
  /** Unix seconds. */
  readonly exp: number;
  /** Unix seconds. */
  readonly iat: number;
  readonly token_type: "access" | "refresh";
}

/** Claims of a token whose signature holds, or why it was refused. */
export type JwtCheck =
  | { readonly kind: "valid"; readonly claims: JwtClaims }
  | { readonly kind: "expired" }
  | { readonly kind: "refused"; readonly reason: string };

const header = encodePart({ alg: "HS256", typ: "JWT" });

/** Signs claims; the key order of the JSON is fixed, so equal claims give equal tokens. */
export function signJwt(claims: JwtClaims, secret: string): string {
  const { sub, scopes, exp, iat, token_type } = claims;
  const content = `${header}.${encodePart({ sub, scopes, exp, iat, token_type })}`;
  return `${content}.${signature(content, secret)}`;
}

/** Checks signature, expiry and type. */
export function checkJwt(
  token: string,
  expected: { secret: string; nowMs: number; type: JwtClaims["token_type"] },
): JwtCheck {
  const parts = token.split(".");
  const [head = "", payload = "", signed = ""] = parts;
  if (parts.length !== 3) return { kind: "refused", reason: "Not enough segments" };
  if (!isSame(signed, signature(`${head}.${payload}`, expected.secret)))
    return { kind: "refused", reason: "Signature verification failed" };
  // The signature is ours, so the payload is what signJwt wrote.
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as JwtClaims;
  if (claims.exp * 1000 <= expected.nowMs) return { kind: "expired" };
  if (claims.token_type === expected.type) return { kind: "valid", claims };
  const reason = `Invalid token type: expected ${expected.type}, got ${claims.token_type}`;
  return { kind: "refused", reason };
}

function encodePart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signature(content: string, secret: string): string {
  return createHmac("sha256", secret).update(content).digest("base64url");
}

function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
