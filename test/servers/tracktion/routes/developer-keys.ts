// API keys of the logged-in user.
import { jsonAnswer } from "../../support/answers.js";
import { queryOf } from "../../support/request-log.js";
import { isTestKey, isUsable, type StoredApiKey } from "../api-key-store.js";
import { jsonBody, list, optionalTime, text } from "../body.js";
import { type KnownCall, type Route, user } from "../call.js";
import { frameworkFailure } from "../failures.js";
import { keyListBody, keyWithSecretBody } from "../key-bodies.js";
import { isPermission, isScope, type Rights, rightsOfTier } from "../rights.js";
import { allowances } from "../tiers.js";
import { utc, withOffset } from "../timestamps.js";

const at = "/api/v1/developer/keys";

export const developerKeyRoutes: readonly Route[] = [
  { method: "POST", path: at, access: user, handle: createApiKey },
  { method: "GET", path: at, access: user, handle: listApiKeys },
  { method: "POST", path: `${at}/{key_id}/rotate`, access: user, handle: rotateApiKey },
  { method: "DELETE", path: `${at}/{key_id}`, access: user, handle: revokeApiKey },
  { method: "GET", path: `${at}/{key_id}/stats`, access: user, handle: getApiKeyStats },
];

function createApiKey(call: KnownCall) {
  const { principal, request, state } = call;
  const { settings } = state;
  const body = jsonBody(request);
  const wish = {
    userId: principal.user.id,
    name: text(body, "name").trim(),
    permissions: list(body, "permissions", isPermission),
    scopes: list(body, "scopes", isScope),
    expiresAt: optionalTime(body, "expires_at") ?? null,
  };
  requireAllowed(wish, call);
  return jsonAnswer(200, keyWithSecretBody(state.addKey(wish), settings.keyShape));
}

function requireAllowed({ permissions, scopes }: Rights, call: KnownCall): void {
  const { tier } = call.principal.user;
  const rights = rightsOfTier(tier);
  const isAllowed =
    permissions.every((permission) => rights.permissions.includes(permission)) &&
    scopes.every((scope) => rights.scopes.includes(scope));
  if (!isAllowed) throw frameworkFailure(403, `Not available in the ${tier} tier`);
  if (ownKeys(call).filter(({ isActive }) => isActive).length >= allowances[tier].keys)
    throw frameworkFailure(403, `Maximum number of API keys reached for the ${tier} tier`);
}

function listApiKeys(call: KnownCall) {
  const includesInactive = queryOf(call.request).get("include_inactive") === "true";
  const keys = ownKeys(call).filter(({ isActive }) => isActive || includesInactive);
  return jsonAnswer(200, keyListBody(keys, call.state.settings.keyShape));
}

/** The old key ends at once; the new one is the same but for id and secret. */
function rotateApiKey(call: KnownCall) {
  const { state } = call;
  const old = ownKey(call);
  if (!isUsable(old, state.settings.now()))
    throw frameworkFailure(400, "Cannot rotate inactive API key");
  old.isActive = false;
  const { userId, name, permissions, scopes, expiresAt } = old;
  const wish = { userId, name, permissions, scopes, expiresAt, isTest: isTestKey(old) };
  return jsonAnswer(200, keyWithSecretBody(state.addKey(wish), state.settings.keyShape));
}

/** The second time says the same as the first. */
function revokeApiKey(call: KnownCall) {
  const key = ownKey(call);
  key.isActive = false;
  const message = `API key ${key.id} has been revoked`;
  const revoked_at = withOffset(call.state.settings.now());
  return jsonAnswer(200, { success: true, message, revoked_at });
}

function getApiKeyStats(call: KnownCall) {
  const { id, uses, lastUsedAt } = ownKey(call);
  const last_used = lastUsedAt === null ? null : utc(lastUsedAt);
  return jsonAnswer(200, { key_id: id, total_requests: uses, last_used });
}

function ownKeys({ principal, state }: KnownCall): StoredApiKey[] {
  return [...state.apiKeys.values()].filter(({ userId }) => userId === principal.user.id);
}

/** Keys of others do not exist. */
function ownKey(call: KnownCall): StoredApiKey {
  const key = ownKeys(call).find(({ id }) => id === call.params["key_id"]);
  if (!key) throw frameworkFailure(404, "API key not found");
  return key;
}
