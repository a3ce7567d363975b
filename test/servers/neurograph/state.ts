// Everything the server remembers; tests may look at it and change it.
import type { StoredApiKey } from "./api-key-store.js";
import { type Caches, createCaches } from "./caches.js";
import { type CdnaStore, createCdnaStore } from "./cdna-store.js";
import { createGridStore, type GridStore } from "./grid-store.js";
import { createModules, type StoredModule } from "./module-store.js";
import type { Settings } from "./options.js";
import { createSessions, type Sessions } from "./sessions.js";
import { createTokenStore, type TokenStore } from "./token-store.js";
import { defaultUsers, type UserAccount } from "./users.js";

/** Mutable unless it says otherwise. */
export interface NeuroGraphState {
  readonly settings: Settings;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** By username. */
  readonly users: Map<string, UserAccount>;
  readonly sessions: Sessions;
  readonly tokens: TokenStore;
  /** By key id. */
  readonly apiKeys: Map<string, StoredApiKey>;
  readonly grids: GridStore;
  readonly cdna: CdnaStore;
  readonly modules: Map<string, StoredModule>;
  readonly caches: Caches;
  /** Routes of a feature that is off answer 503. */
  readonly features: { tokens: boolean; grid: boolean; cdna: boolean };
  /** `starting` and `broken` make readiness and start-up answer 503. */
  readiness: "ready" | "starting" | "broken";
  /** Makes the metrics fail the way the real server does, with status 200. */
  metricsFail: boolean;
  /** Refuses every credential with 401; login and refresh still work. */
  alwaysUnauthorized: boolean;
  textQueries: number;
  broadcasts: number;
  /** Answers by `METHOD path status`. */
  readonly answered: Map<string, number>;
  /** Revokes every access token issued so far; their refresh tokens stay good. */
  invalidateAccessTokens(): void;
  /** Revokes one access or refresh token. */
  revoke(token: string): void;
}

export function createState(settings: Settings): NeuroGraphState {
  const startedAt = settings.now();
  const sessions = createSessions();
  return {
    settings,
    startedAt,
    users: defaultUsers(startedAt),
    sessions,
    tokens: createTokenStore(),
    apiKeys: new Map(),
    grids: createGridStore(),
    cdna: createCdnaStore(),
    modules: createModules(),
    caches: createCaches(),
    features: { tokens: true, grid: true, cdna: true },
    readiness: "ready",
    metricsFail: false,
    alwaysUnauthorized: false,
    textQueries: 0,
    broadcasts: 0,
    answered: new Map(),
    invalidateAccessTokens() {
      for (const token of sessions.accessTokens.keys()) sessions.revoked.add(token);
    },
    revoke(token) {
      sessions.revoked.add(token);
    },
  };
}

/** Seconds since the server started. */
export function uptimeSeconds(state: NeuroGraphState): number {
  return Math.max(0, state.settings.now() - state.startedAt) / 1000;
}
