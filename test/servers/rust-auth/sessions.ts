// Issues and revokes pairs of access and refresh tokens, which differ in nothing but their life.
import { randomUUID } from "node:crypto";
import { type JwtClaims, signJwt } from "./jwt.js";
import type { Settings } from "./options.js";
import type { UserAccount } from "./users.js";

/** Refresh tokens live this many times as long as access tokens. */
const refreshFactor = 7;

/** Which tokens were issued, and which no longer count. */
export interface Sessions {
  readonly accessTokens: Set<string>;
  /** `jti` of tokens that were logged out: refused as a bearer, though not by the refresh route. */
  readonly loggedOut: Set<string>;
  /** Tokens that a test wants refused everywhere. */
  readonly revoked: Set<string>;
}

/** The tokens of a register, login or refresh answer. */
export interface TokenPair {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Seconds that the access token lives. */
  readonly expires_in: number;
}

export function createSessions(): Sessions {
  return { accessTokens: new Set(), loggedOut: new Set(), revoked: new Set() };
}

/** A new pair; address and role are fixed in it. */
export function issuePair(sessions: Sessions, settings: Settings, user: UserAccount): TokenPair {
  const life = settings.accessTokenSeconds;
  const pair = {
    access_token: signJwt(claimsOf(user, settings.now(), life), settings.jwtSecret),
    refresh_token: signJwt(
      claimsOf(user, settings.now(), life * refreshFactor),
      settings.jwtSecret,
    ),
    expires_in: life,
  };
  sessions.accessTokens.add(pair.access_token);
  return pair;
}

function claimsOf(user: UserAccount, nowMs: number, lifeSeconds: number): JwtClaims {
  const { userId: sub, email, role } = user;
  const iat = Math.floor(nowMs / 1000);
  return { sub, email, role, exp: iat + lifeSeconds, iat, jti: randomUUID(), token_type: "access" };
}
