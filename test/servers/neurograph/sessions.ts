// Issues and revokes pairs of access and refresh tokens.
import { type JwtClaims, signJwt } from "./jwt.js";
import type { Settings } from "./options.js";

const refreshTokenSeconds = 604_800;

/** Every token ever issued, and those that no longer count. */
export interface Sessions {
  /** Access token to the refresh token issued with it. */
  readonly accessTokens: Map<string, string>;
  readonly refreshTokens: Set<string>;
  readonly revoked: Set<string>;
}

/** The body of a login or refresh answer, without the user. */
export interface TokenPair {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: "bearer";
  readonly expires_in: number;
}

export function createSessions(): Sessions {
  return { accessTokens: new Map(), refreshTokens: new Set(), revoked: new Set() };
}

/** A new pair. After a refresh the access token's `scopes` claim is empty, as on the real server. */
export function issuePair(
  sessions: Sessions,
  settings: Settings,
  sub: string,
  scopes: readonly string[],
): TokenPair {
  const { accessTokens, refreshTokens } = sessions;
  const life = settings.accessTokenSeconds;
  const access = signUnique(settings, { sub, scopes, life, token_type: "access" }, accessTokens);
  const refresh = signUnique(
    settings,
    { sub, scopes: [], life: refreshTokenSeconds, token_type: "refresh" },
    refreshTokens,
  );
  accessTokens.set(access, refresh);
  refreshTokens.add(refresh);
  return { access_token: access, refresh_token: refresh, token_type: "bearer", expires_in: life };
}

/** Ends the session that the access token belongs to. */
export function endSession(sessions: Sessions, accessToken: string): void {
  const refresh = sessions.accessTokens.get(accessToken);
  if (refresh !== undefined) sessions.revoked.add(accessToken).add(refresh);
}

/**
 * Tokens have no `jti`, so two of one second would be the same string and could not be revoked
 * apart: `iat` moves back until the token is new. `exp` stays right.
 */
function signUnique(
  settings: Settings,
  draft: Pick<JwtClaims, "sub" | "scopes" | "token_type"> & { life: number },
  taken: { has(token: string): boolean },
): string {
  const now = Math.floor(settings.now() / 1000);
  for (let iat = now; ; iat -= 1) {
    const token = signJwt({ ...draft, exp: now + draft.life, iat }, settings.jwtSecret);
    if (!taken.has(token)) return token;
  }
}
