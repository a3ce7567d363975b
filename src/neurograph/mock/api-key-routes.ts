/** API keys of the mock API. Keys open nothing: the mock takes every credential. */
import { invalidField, json, noContent, notFound } from "./answers.js";
import type { MockApiKey, MockCall, MockRoute } from "./mock-state.js";

const dayMs = 86_400_000;

/** The API key routes, as the guide describes them. */
export const apiKeyRoutes: readonly MockRoute[] = [
  { method: "POST", path: "/api/v1/api-keys", answer: createKey },
  { method: "GET", path: "/api/v1/api-keys", answer: listKeys },
  { method: "GET", path: "/api/v1/api-keys/{id}", answer: (call) => withKey(call, showKey) },
  { method: "POST", path: "/api/v1/api-keys/{id}/revoke", answer: (call) => withKey(call, revoke) },
  { method: "DELETE", path: "/api/v1/api-keys/{id}", answer: (call) => withKey(call, deleteKey) },
];

function createKey({ state, body }: MockCall): Response {
  if (typeof body.name !== "string" || body.name.length < 3)
    return invalidField("name", "String should have at least 3 characters", "string_too_short");
  const number = String(state.nextId());
  const secret = `ng_test_${number.padStart(43, "0")}`;
  const days = typeof body.expires_in_days === "number" ? body.expires_in_days : undefined;
  const expires = days === undefined ? undefined : new Date(state.now().getTime() + days * dayMs);
  const key: MockApiKey = {
    key_id: `key_${number}`,
    name: body.name,
    key_prefix: secret.slice(0, 16),
    scopes: Array.isArray(body.scopes) ? body.scopes.map(String) : [],
    created_at: state.now().toISOString(),
    expires_at: expires?.toISOString() ?? null,
    last_used_at: null,
    is_active: true,
  };
  state.keys.set(key.key_id, key);
  const { last_used_at: _unused, is_active: _active, ...shown } = key;
  return json(201, { ...shown, api_key: secret });
}

function listKeys({ state }: MockCall): Response {
  return json(200, { api_keys: [...state.keys.values()] });
}

function showKey(_call: MockCall, key: MockApiKey): Response {
  return json(200, key);
}

function revoke({ state }: MockCall, key: MockApiKey): Response {
  state.keys.set(key.key_id, { ...key, is_active: false });
  return json(200, { key_id: key.key_id, status: "revoked" });
}

function deleteKey({ state }: MockCall, key: MockApiKey): Response {
  state.keys.delete(key.key_id);
  return noContent();
}

function withKey(call: MockCall, answer: (call: MockCall, key: MockApiKey) => Response): Response {
  const key = call.state.keys.get(call.id);
  return key === undefined ? notFound("API key", call.id) : answer(call, key);
}
