/** How long the token of a login lasts. Pure. */

import type { LoginResponse, User } from "../../generated/ndi-cloud/models.js";
import type { TokenGrant } from "../auth/index.js";
import { toDate } from "../runtime/index.js";
import { DEFAULT_TOKEN_TTL_SECONDS, tokenEndMs } from "./token-times.js";

/** A login, read. */
export interface LoginAnswer {
  readonly token: string;
  readonly user: User;
  /** By the answer or by the token, in milliseconds since the epoch; undefined when neither says. */
  readonly expiresAtMs: number | undefined;
}

/** The parts of an answer; `expiresAt` and `expiresIn` are only in those of some servers. [NDI-008] */
export function readLogin(
  answer: LoginResponse & { readonly expiresAt?: unknown; readonly expiresIn?: unknown },
  now: number,
): LoginAnswer {
  const { token, user, expiresAt, expiresIn } = answer;
  const said = timeOf(expiresAt) ?? tokenEndMs(token);
  const isLifetime = typeof expiresIn === "number" && expiresIn > 0;
  return { token, user, expiresAtMs: said ?? (isLifetime ? now + expiresIn * 1000 : undefined) };
}

/** A time as text, or in seconds or milliseconds since the epoch; undefined for anything else. */
function timeOf(value: unknown): number | undefined {
  // Seconds have ten digits until the year 2286, milliseconds thirteen since 2001.
  if (typeof value === "number") return value < 1e11 ? value * 1000 : value;
  if (typeof value !== "string") return undefined;
  try {
    return toDate(value).getTime();
  } catch {
    return undefined; // No date: the token says it.
  }
}

/**
 * A token from elsewhere; one that is over by its own word, or has none, is replaced before it is used, where that is
 * possible. [NDI-124]
 */
export function grantOfToken(token: string): TokenGrant {
  return { accessToken: token, expiresAt: tokenEndMs(token) ?? 0 };
}

/**
 * The token of a login that was just made: an hour where nothing is said, and no end where the end has passed already
 * by this machine's clock, which then cannot tell. [NDI-120]
 */
export function grantOfLogin({ token, expiresAtMs }: LoginAnswer, now: number): TokenGrant {
  const expiresAt = expiresAtMs ?? now + DEFAULT_TOKEN_TTL_SECONDS * 1000;
  return { accessToken: token, ...(expiresAt > now && { expiresAt }) };
}
