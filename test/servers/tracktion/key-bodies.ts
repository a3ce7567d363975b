// API keys on the wire, as documented and as the tracklist server names them.
import type { StoredApiKey } from "./api-key-store.js";
import type { KeyShape } from "./options.js";
import { permissions } from "./rights.js";
import { utc, withMicroseconds } from "./timestamps.js";

/** The list: wrapped, or bare. */
export function keyListBody(keys: readonly StoredApiKey[], shape: KeyShape): unknown {
  return shape === "documented" ? { keys: keys.map(documented) } : keys.map(listedByServer);
}

/** The one answer that has the secret. */
export function keyWithSecretBody(key: StoredApiKey, shape: KeyShape): unknown {
  if (shape === "documented") return { ...documented(key), key: key.secret };
  return {
    key_id: key.id,
    api_key: key.secret,
    name: key.name,
    permissions: grantsOf(key),
    expires_at: moment(key.expiresAt, withMicroseconds),
    created_at: withMicroseconds(key.createdAt),
  };
}

function documented(key: StoredApiKey) {
  return {
    id: key.id,
    name: key.name,
    permissions: key.permissions,
    scopes: key.scopes,
    created_at: utc(key.createdAt),
    expires_at: moment(key.expiresAt, utc),
    last_used: moment(key.lastUsedAt, utc),
    is_active: key.isActive,
  };
}

function listedByServer(key: StoredApiKey) {
  return {
    key_id: key.id,
    name: key.name,
    key_prefix: `${key.secret.slice(0, 8)}...`,
    is_active: key.isActive,
    created_at: withMicroseconds(key.createdAt),
    expires_at: moment(key.expiresAt, withMicroseconds),
    last_used_at: moment(key.lastUsedAt, withMicroseconds),
    permissions: grantsOf(key),
    usage_stats: null,
  };
}

/** The server keeps a map of all permissions. */
function grantsOf(key: StoredApiKey): Record<string, boolean> {
  return Object.fromEntries(permissions.map((name) => [name, key.permissions.includes(name)]));
}

function moment(time: number | null, write: (time: number) => string): string | null {
  return time === null ? null : write(time);
}
