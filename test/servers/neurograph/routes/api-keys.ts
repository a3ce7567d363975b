// API keys: create, list, view, revoke, delete.
import { createApiKey as createKey, type StoredApiKey } from "../api-key-store.js";
import { type Call, type Route, scope } from "../call.js";
import { deletedAnswer, profiledAnswer } from "../envelope.js";
import { notFound } from "../failures.js";
import { integer, list, string } from "../field-kinds.js";
import { defaulted, optional, readBody, required } from "../fields.js";
import { timestamp, timestampOrNull } from "../timestamps.js";

const at = "/api/v1/api-keys";
const read = scope("api_keys:read", "config:admin");
const write = scope("api_keys:write", "config:admin");

export const apiKeyRoutes: readonly Route[] = [
  { method: "POST", path: at, access: write, handle: createApiKey },
  { method: "GET", path: at, access: read, handle: listApiKeys },
  { method: "GET", path: `${at}/{key_id}`, access: read, handle: getApiKey },
  { method: "POST", path: `${at}/{key_id}/revoke`, access: write, handle: revokeApiKey },
  { method: "DELETE", path: `${at}/{key_id}`, access: write, handle: deleteApiKey },
];

const warning = "Save this API key securely. It will not be shown again.";

/** The only answer that holds the secret. */
function createApiKey(call: Call) {
  const { settings, apiKeys } = call.state;
  const input = readBody(call, {
    name: required(string({ minLength: 3 })),
    scopes: defaulted(list(string()), []),
    rate_limit: defaulted(integer({ min: 1, max: 10_000 }), 1000),
    expires_in_days: optional(integer({ min: 1, max: 365 })),
  });
  const { name, scopes, rate_limit: rateLimit, expires_in_days: expiresInDays } = input;
  const wish = { name, scopes, rateLimit, expiresInDays };
  const { secret, key } = createKey(wish, settings.now());
  apiKeys.set(key.keyId, key);
  const created = {
    key_id: key.keyId,
    name: key.name,
    api_key: secret,
    key_prefix: key.keyPrefix,
    scopes: key.scopes,
    created_at: timestamp(settings, key.createdAt),
    expires_at: timestampOrNull(settings, key.expiresAt),
  };
  const wires = {
    documented: () => created,
    reference: () => ({ ...created, rate_limit: key.rateLimit, warning }),
  };
  return profiledAnswer(call, wires, { status: 201, took: null });
}

function listApiKeys(call: Call) {
  const keys = [...call.state.apiKeys.values()];
  const wires = {
    documented: () => ({ api_keys: keys.map((key) => documentedKey(call, key)) }),
    reference: () => ({
      keys: keys.map((key) => referenceKey(call, key)),
      count: keys.length,
    }),
  };
  return profiledAnswer(call, wires, { took: null });
}

function getApiKey(call: Call) {
  const key = storedKey(call);
  const wires = {
    documented: () => documentedKey(call, key),
    reference: () => referenceKey(call, key),
  };
  return profiledAnswer(call, wires, { took: null });
}

function revokeApiKey(call: Call) {
  const key = storedKey(call);
  key.isActive = false;
  const revoked = () => ({ key_id: key.keyId, status: "revoked" });
  return profiledAnswer(call, { documented: revoked, reference: revoked }, { took: null });
}

function deleteApiKey(call: Call) {
  call.state.apiKeys.delete(storedKey(call).keyId);
  return deletedAnswer();
}

function storedKey(call: Call): StoredApiKey {
  const { key_id: id = "" } = call.params;
  const key = call.state.apiKeys.get(id);
  if (!key) throw notFound("API key", id, `API key ${id} not found`);
  return key;
}

function documentedKey(call: Call, key: StoredApiKey) {
  return { ...sharedFields(call, key), is_active: key.isActive };
}

function referenceKey(call: Call, key: StoredApiKey) {
  return { ...sharedFields(call, key), rate_limit: key.rateLimit, disabled: !key.isActive };
}

function sharedFields({ state: { settings } }: Call, key: StoredApiKey) {
  return {
    key_id: key.keyId,
    name: key.name,
    key_prefix: key.keyPrefix,
    scopes: key.scopes,
    created_at: timestamp(settings, key.createdAt),
    expires_at: timestampOrNull(settings, key.expiresAt),
    last_used_at: timestampOrNull(settings, key.lastUsedAt),
  };
}
