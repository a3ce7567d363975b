// Who is calling: an access token, an API key or an OAuth token, and what it stands for.
import type { RecordedRequest } from "../support/request-log.js";
import { isTestKey, isUsable, keyBySecret, type StoredApiKey } from "./api-key-store.js";
import { unauthorized } from "./failures.js";
import { grantOf } from "./oauth-store.js";
import { type Rights, rightsOfTier } from "./rights.js";
import { checkToken } from "./sessions.js";
import type { TracktionState } from "./state.js";
import type { UserAccount } from "./users.js";

/** Who makes the call, with which rights. */
export interface Principal extends Rights {
  /** Names the bucket of the rate limit. */
  readonly id: string;
  readonly kind: "user" | "key" | "oauth";
  readonly user: UserAccount;
  readonly isTest: boolean;
}

/** The caller, or a thrown 401. A key in `X-API-Key` wins over a bearer. */
export function authenticate(request: RecordedRequest, state: TracktionState): Principal {
  const { authorization, "x-api-key": headerKey } = request.headers;
  const bearer = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  const credential = headerKey ?? bearer;
  if (credential === undefined) throw unauthorized("authentication_failed", "Not authenticated");
  if (state.alwaysUnauthorized) throw unauthorized("token_expired", "Refused by the test.");
  if (headerKey !== undefined) return keyPrincipal(headerKey, state);
  if (credential.startsWith("oat_")) return oauthPrincipal(credential, state);
  if (credential.split(".").length === 3) return userPrincipal(credential, state);
  if (state.settings.keysInHeaderOnly)
    throw unauthorized("invalid_token", "Invalid or expired token");
  return keyPrincipal(credential, state);
}

function keyPrincipal(secret: string, state: TracktionState): Principal {
  const key = keyBySecret(state.apiKeys, secret);
  const now = state.settings.now();
  if (!key || !isUsable(key, now)) throw unauthorized("invalid_api_key", "Unknown key.");
  useKey(key, now);
  const user = userById(key.userId, state);
  const { permissions, scopes } = key;
  return { id: key.id, kind: "key", user, permissions, scopes, isTest: isTestKey(key) };
}

function useKey(key: StoredApiKey, now: number): void {
  key.lastUsedAt = now;
  key.uses += 1;
}

function userPrincipal(token: string, state: TracktionState): Principal {
  const check = checkToken(state.sessions, state.settings, token, "access");
  if (check.kind === "expired") throw unauthorized("token_expired", "Token is past its lifetime.");
  if (check.kind === "refused") throw unauthorized("invalid_token", "Invalid or expired token");
  const user = userById(check.claims.sub, state);
  return { id: user.id, kind: "user", user, ...rightsOfTier(user.tier), isTest: false };
}

function oauthPrincipal(token: string, state: TracktionState): Principal {
  const grant = grantOf(state.oauth, token, state.settings.now());
  if (!grant) throw unauthorized("token_expired", "Token is past its lifetime.");
  const user = userById(grant.userId, state);
  const permissions = ["read", "write"] as const;
  return {
    id: grant.clientId,
    kind: "oauth",
    user,
    permissions,
    scopes: grant.scopes,
    isTest: false,
  };
}

function userById(id: string, state: TracktionState): UserAccount {
  const user = [...state.users.values()].find((account) => account.id === id);
  if (!user) throw unauthorized("invalid_token", "Unknown account.");
  return user;
}
