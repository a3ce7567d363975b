// The rights that credentials carry: what may be done, and in which areas.
import type { Tier } from "./tiers.js";

export const permissions = ["read", "write", "admin"] as const;
export const scopes = ["search", "tracklists", "analytics", "batch", "admin"] as const;

export type Permission = (typeof permissions)[number];
export type Scope = (typeof scopes)[number];

/** Both together. */
export interface Rights {
  readonly permissions: readonly Permission[];
  readonly scopes: readonly Scope[];
}

/** Everything that an account of this tier may ask for; `admin` is for enterprises. */
export function rightsOfTier(tier: Tier): Rights {
  if (tier === "enterprise") return { permissions, scopes };
  const areas = scopes.filter((scope) => scope !== "admin");
  return { permissions: ["read", "write"], scopes: areas };
}

export function isPermission(value: unknown): value is Permission {
  return permissions.some((known) => known === value);
}

export function isScope(value: unknown): value is Scope {
  return scopes.some((known) => known === value);
}
