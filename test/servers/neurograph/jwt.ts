// HS256 JSON Web Tokens with this API's claims; knows nothing of users or sessions.
import { openToken, signToken } from "../support/signed-token.js";

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

/** Signs claims; the key order of the JSON is fixed, so equal claims give equal tokens. */
export function signJwt(claims: JwtClaims, secret: string): string {
  const { sub, scopes, exp, iat, token_type } = claims;
  return signToken({ sub, scopes, exp, iat, token_type }, secret);
}

/** Checks signature, expiry and type. */
export function checkJwt(
  token: string,
  expected: { secret: string; nowMs: number; type: JwtClaims["token_type"] },
): JwtCheck {
  const opened = openToken(token, expected.secret);
  if (opened.kind === "malformed") return { kind: "refused", reason: "Not enough segments" };
  if (opened.kind === "forged") return { kind: "refused", reason: "Signature verification failed" };
  // The signature is ours, so the claims are what signJwt wrote.
  const claims = opened.claims as JwtClaims;
  if (claims.exp * 1000 <= expected.nowMs) return { kind: "expired" };
  if (claims.token_type === expected.type) return { kind: "valid", claims };
  const reason = `Invalid token type: expected ${expected.type}, got ${claims.token_type}`;
  return { kind: "refused", reason };
}
