// HS256 tokens (RFC 7519), signed and checked with the server's secret.
import { openToken, signToken } from "../support/signed-token.js";

/** What a token says. Times are Unix seconds. */
export interface JwtClaims {
  readonly sub: string;
  readonly email: string;
  readonly tier: string;
  readonly type: "access" | "refresh";
  readonly iat: number;
  readonly exp: number;
  /** Tells tokens of the same second apart. */
  readonly jti: string;
  /** Access tokens only. */
  readonly permissions?: readonly string[];
}

/** Claims of a token whose signature holds, or why it was refused. */
export type JwtCheck =
  | { readonly kind: "valid"; readonly claims: JwtClaims }
  | { readonly kind: "expired" }
  | { readonly kind: "refused" };

export const signJwt = (claims: object, secret: string): string => signToken(claims, secret);

/** Checks signature, expiry and type. */
export function checkJwt(
  token: string,
  expected: { secret: string; nowMs: number; type: JwtClaims["type"] },
): JwtCheck {
  const opened = openToken(token, expected.secret);
  if (opened.kind !== "signed") return { kind: "refused" };
  // The signature is ours, so the claims are what signJwt wrote.
  const claims = opened.claims as JwtClaims;
  if (claims.exp * 1_000 <= expected.nowMs) return { kind: "expired" };
  return claims.type === expected.type ? { kind: "valid", claims } : { kind: "refused" };
}
