// HS256 tokens (RFC 7519), signed and checked with the server's secret.
import { createHmac } from "node:crypto";
import { isSameText } from "./compare.js";

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

const header = encodePart({ alg: "HS256", typ: "JWT" });

export function signJwt(claims: object, secret: string): string {
  const content = `${header}.${encodePart(claims)}`;
  return `${content}.${signatureOf(content, secret)}`;
}

/** Checks signature, expiry and type. */
export function checkJwt(
  token: string,
  expected: { secret: string; nowMs: number; type: JwtClaims["type"] },
): JwtCheck {
  const [head = "", payload = "", signature = "", ...others] = token.split(".");
  const isOurs = isSameText(signature, signatureOf(`${head}.${payload}`, expected.secret));
  if (!isOurs || others.length > 0) return { kind: "refused" };
  // The signature is ours, so the payload is what signJwt wrote.
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as JwtClaims;
  if (claims.exp * 1_000 <= expected.nowMs) return { kind: "expired" };
  return claims.type === expected.type ? { kind: "valid", claims } : { kind: "refused" };
}

function encodePart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signatureOf(content: string, secret: string): string {
  return createHmac("sha256", secret).update(content).digest("base64url");
}
