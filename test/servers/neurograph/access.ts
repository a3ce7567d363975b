// Who is calling, and may they?
import type { RecordedRequest } from "../support/request-log.js";
import { apiKeyProblem, hashApiKey, type StoredApiKey } from "./api-key-store.js";
import { countLookup } from "./caches.js";
import type { Access, Principal } from "./call.js";
import { permissionDenied, unauthorized } from "./failures.js";
import { checkJwt } from "./jwt.js";
import { scopesOfRole } from "./roles.js";
import type { NeuroGraphState } from "./state.js";

/** The caller, or a thrown 401 or 403. Open routes do not look at credentials at all. */
export function admit(
  access: Access,
  request: RecordedRequest,
  state: NeuroGraphState,
): Principal | undefined {
  if (access.kind === "open") return undefined;
  const principal = authenticate(request, state);
  countLookup(state.caches.permissions, principal.role);
  requireScope(access, principal, state);
  return principal;
}

function requireScope(access: Access, { scopes }: Principal, { settings }: NeuroGraphState): void {
  if (access.kind === "admin" && !scopes.includes("config:admin"))
    throw permissionDenied("config:admin", " (admin only)");
  if (access.kind !== "scope") return;
  const needed = settings.referencePermissions ? access.reference : access.documented;
  if (!scopes.includes(needed)) throw permissionDenied(needed);
}

function authenticate(request: RecordedRequest, state: NeuroGraphState): Principal {
  const { authorization, "x-api-key": headerKey } = request.headers;
  const bearer = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  const credential = bearer ?? headerKey;
  if (credential === undefined) throw unauthorized("INVALID_TOKEN", "Not authenticated");
  if (state.alwaysUnauthorized) throw invalidToken("refused by the test");
  const key = apiKeyFor(credential, state);
  if (key) return useApiKey(key, state);
  if (bearer === undefined) throw invalidApiKey("Unknown API key");
  return jwtPrincipal(bearer, state);
}

function apiKeyFor(secret: string, state: NeuroGraphState): StoredApiKey | undefined {
  const hash = hashApiKey(secret);
  return [...state.apiKeys.values()].find((key) => key.hash === hash);
}

function useApiKey(key: StoredApiKey, state: NeuroGraphState): Principal {
  const now = state.settings.now();
  const problem = apiKeyProblem(key, now);
  if (problem) throw invalidApiKey(problem);
  key.lastUsedAt = now;
  countLookup(state.caches.api_keys, key.keyId);
  return { id: key.keyId, role: "bot", scopes: key.scopes };
}

/** Rights come from the role of `sub`, never from the token's `scopes` claim. */
function jwtPrincipal(token: string, state: NeuroGraphState): Principal {
  const { jwtSecret: secret, now } = state.settings;
  const check = checkJwt(token, { secret, nowMs: now(), type: "access" });
  if (check.kind === "expired") throw tokenExpired();
  if (check.kind === "refused") throw invalidToken(check.reason);
  if (state.sessions.revoked.has(token)) throw invalidToken("Token has been revoked");
  const user = state.users.get(check.claims.sub);
  if (!user) throw invalidToken("User not found");
  countLookup(state.caches.token_validation, token);
  return { id: user.username, role: user.role, scopes: scopesOfRole(user.role, state.settings) };
}

function tokenExpired() {
  const message = "Invalid authentication credentials: Signature has expired";
  return unauthorized("TOKEN_EXPIRED", message, { action: "refresh" });
}

function invalidToken(reason: string) {
  const message = `Invalid authentication credentials: ${reason}`;
  return unauthorized("INVALID_TOKEN", message, { reason });
}

function invalidApiKey(reason: string) {
  const message = `Invalid authentication credentials: ${reason}`;
  return unauthorized("INVALID_API_KEY", message, { header: "X-API-Key" });
}
