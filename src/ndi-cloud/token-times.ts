/** What a token says of itself. It is decoded, never verified: rely on it for nothing but its end. */
import { type JwtClaims, readJwtClaims } from "../auth/index.js";
import { mistake } from "./checks.js";

/** How long tokens last where nothing else is known. [NDI-120] */
export const DEFAULT_TOKEN_TTL_SECONDS = 3_600;

/**
 * The claims of a token. [NDI-005]
 *
 * @throws {NdiValidationError} when it is none.
 */
export function decodeToken(token: string): JwtClaims {
  const claims = readJwtClaims(token);
  if (claims === undefined) throw mistake("The token cannot be decoded: it is no JSON Web Token");
  return claims;
}

/**
 * When a token ends, by its claim `exp`. [NDI-121]
 *
 * @throws {NdiValidationError} when it cannot be decoded, or does not say.
 */
export function getTokenExpiration(token: string): Date {
  const { exp } = decodeToken(token);
  if (typeof exp !== "number") throw mistake('The token does not say when it ends: no claim "exp"');
  return new Date(exp * 1000);
}

/** When a token ends, in milliseconds since the epoch; undefined when it does not say. */
export function tokenEndMs(token: string): number | undefined {
  const exp = readJwtClaims(token)?.exp;
  return typeof exp === "number" ? exp * 1000 : undefined;
}

/**
 * Whether a token is over: at the very second that it names it is. One that is empty, cannot be decoded or does not
 * say counts as over. [NDI-122]
 *
 * @param now Default: the system's time.
 */
export function isTokenExpired(token: string, now: Date | number = Date.now()): boolean {
  const end = tokenEndMs(token);
  return end === undefined || Number(now) >= end;
}

/**
 * Seconds until a token ends, 0 when it is over. [NDI-123]
 *
 * @param now Default: the system's time.
 */
export function tokenSecondsLeft(token: string, now: Date | number = Date.now()): number {
  const end = tokenEndMs(token);
  return end === undefined ? 0 : Math.max(0, (end - Number(now)) / 1000);
}

/** Enough of a token to know it by: its first eight characters, or nothing of a short one. */
export function maskToken(token: string): string {
  return token.length > 16 ? `${token.slice(0, 8)}...` : "***";
}
