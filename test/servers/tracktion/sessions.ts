// Issues, renews and ends access and refresh tokens.
import { randomUUID } from "node:crypto";
import { checkJwt, type JwtCheck, type JwtClaims, signJwt } from "./jwt.js";
import type { Settings } from "./options.js";
import { rightsOfTier } from "./rights.js";
import type { UserAccount } from "./users.js";

const refreshTokenSeconds = 604_800;

/** Every token ever issued, and those that no longer count. */
export interface Sessions {
  readonly accessTokens: Set<string>;
  readonly revoked: Set<string>;
}

export function createSessions(): Sessions {
  return { accessTokens: new Set(), revoked: new Set() };
}

/** A new access token; a life that is not positive gives one that has expired already. */
export function issueAccessToken(
  sessions: Sessions,
  settings: Settings,
  user: UserAccount,
  lifeSeconds: number = settings.accessTokenSeconds,
): string {
  const { permissions } = rightsOfTier(user.tier);
  const token = issue(settings, user, lifeSeconds, { type: "access", permissions });
  sessions.accessTokens.add(token);
  return token;
}

export function issueRefreshToken(settings: Settings, user: UserAccount): string {
  return issue(settings, user, refreshTokenSeconds, { type: "refresh" });
}

/** Revoked tokens count as expired: that is how clients are told to renew them. */
export function checkToken(
  sessions: Sessions,
  { jwtSecret: secret, now }: Settings,
  token: string,
  type: JwtClaims["type"],
): JwtCheck {
  const check = checkJwt(token, { secret, nowMs: now(), type });
  return check.kind === "valid" && sessions.revoked.has(token) ? { kind: "expired" } : check;
}

function issue(
  { jwtSecret, now }: Settings,
  { id: sub, email, tier }: UserAccount,
  lifeSeconds: number,
  more: Pick<JwtClaims, "type" | "permissions">,
): string {
  const iat = Math.floor(now() / 1_000);
  const jti = randomUUID();
  return signJwt({ sub, email, tier, ...more, iat, exp: iat + lifeSeconds, jti }, jwtSecret);
}
