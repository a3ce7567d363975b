// Roles and the scopes they stand for.
import type { Settings } from "./options.js";

/** API keys act as `bot`. */
export type Role = "admin" | "developer" | "viewer" | "bot";

const resources = ["tokens", "connections", "grid", "cdna"];
const reads = resources.map((resource) => `${resource}:read`);
const writes = resources.map((resource) => `${resource}:write`);
const monitoring = ["metrics:read", "health:read", "status:read"];
const keyScopes = ["api_keys:read", "api_keys:write"];

const serverScopes: Readonly<Record<Role, readonly string[]>> = {
  admin: [
    ...reads,
    ...writes,
    "tokens:delete",
    "connections:delete",
    ...monitoring,
    ...["config", "bootstrap", "logs", "users"].map((area) => `${area}:admin`),
    ...keyScopes,
    "api_keys:delete",
  ],
  developer: [...reads, ...writes, ...monitoring],
  viewer: [...reads, ...monitoring],
  bot: ["tokens:write", "health:read", "status:read"],
};

/** The guide lets developers manage API keys; the reference server does not. */
export function scopesOfRole(role: Role, settings: Settings): readonly string[] {
  if (role === "developer" && !settings.referencePermissions)
    return [...serverScopes.developer, ...keyScopes];
  return serverScopes[role];
}
