// HS256 JSON Web Tokens with this service's claims; knows nothing of users or sessions.
import { createHmac, timingSafeEqual } from "node:crypto";

/** Claims in their order on the wire. Refresh tokens say `access` too, as on the real server. */
export interface JwtClaims {
  readonly sub: string;
  readonly email: string;
  readonly role: string;
  /** Unix seconds. */
  readonly exp: number;
  /** Unix seconds. */
  readonly iat: number;
  readonly jti: string;
  readonly token_type: "access";
}

/** What the real server's library allows clocks to differ by. */
const leewaySeconds = 60;

const header = encodePart({ typ: "JWT", alg: "HS256" });

/** Signs claims; the key order of the JSON is fixed, so equal claims give equal tokens. */
export function signJwt(claims: JwtClaims, secret: string): string {
  const { sub, email, role, exp, iat, jti, token_type } = claims;
  const content = `${header}.${encodePart({ sub, email, role, exp, iat, jti, token_type })}`;
  return `${content}.${signature(content, secret)}`;
}

/** The claims of a token that this secret signed and that has not expired, else undefined. */
export function readJwt(token: string, secret: string, nowMs: number): JwtClaims | undefined {
  const parts = token.split(".");
  const [head = "", payload = "", signed = ""] = parts;
  if (parts.length !== 3 || !isSame(signed, signature(`${head}.${payload}`, secret)))
    return undefined;
  // The signature is ours, so the payload is what signJwt wrote.
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as JwtClaims;
  return claims.exp + leewaySeconds < Math.floor(nowMs / 1000) ? undefined : claims;
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
