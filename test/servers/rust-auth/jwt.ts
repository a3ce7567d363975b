// HS256 JSON Web Tokens with this service's claims; knows nothing of users or sessions.
import { openToken, signToken } from "../support/signed-token.js";

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

const header = { typ: "JWT", alg: "HS256" } as const;

/** Signs claims; the key order of the JSON is fixed, so equal claims give equal tokens. */
export function signJwt(claims: JwtClaims, secret: string): string {
  const { sub, email, role, exp, iat, jti, token_type } = claims;
  return signToken({ sub, email, role, exp, iat, jti, token_type }, secret, header);
}

/** The claims of a token that this secret signed and that has not expired, else undefined. */
export function readJwt(token: string, secret: string, nowMs: number): JwtClaims | undefined {
  const opened = openToken(token, secret);
  if (opened.kind !== "signed") return undefined;
  // The signature is ours, so the claims are what signJwt wrote.
  const claims = opened.claims as JwtClaims;
  return claims.exp + leewaySeconds < Math.floor(nowMs / 1000) ? undefined : claims;
}
