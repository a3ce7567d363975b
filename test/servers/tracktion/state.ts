// Everything the server remembers; tests may look at it and change it.
import {
  type ApiKeys,
  type ApiKeyWish,
  addApiKey,
  defaultApiKeys,
  type StoredApiKey,
} from "./api-key-store.js";
import { type BatchJobs, createBatchJobs } from "./batch-store.js";
import { type BpmStore, createBpmStore } from "./bpm-store.js";
import { type CatalogueTrack, createCatalogue } from "./catalogue.js";
import type { IpRule } from "./ip-rule.js";
import { createOAuthStore, type OAuthStore } from "./oauth-store.js";
import type { Settings } from "./options.js";
import { createSessions, issueAccessToken, type Sessions } from "./sessions.js";
import { defaultUsers, type UserAccount } from "./users.js";
import type { Webhook } from "./webhook.js";

/** Mutable unless it says otherwise. */
export interface TracktionState {
  readonly settings: Settings;
  /** By e-mail. */
  readonly users: Map<string, UserAccount>;
  readonly sessions: Sessions;
  /** By id. */
  readonly apiKeys: ApiKeys;
  readonly oauth: OAuthStore;
  /** Every track, in the order of search results. */
  readonly tracks: CatalogueTrack[];
  readonly bpm: BpmStore;
  readonly batches: BatchJobs;
  readonly webhooks: Map<string, Webhook>;
  readonly ipRules: Map<string, IpRule>;
  /** Addresses that get 403, unless a rule lets them in. */
  readonly blockedIps: Set<string>;
  /** What signed calls asked to be done, in order. */
  readonly operations: { readonly id: string; readonly body: unknown }[];
  /** Refuses every credential with 401; login and refresh still work. */
  alwaysUnauthorized: boolean;
  /** Adds an API key. */
  addKey(wish: Partial<ApiKeyWish>): StoredApiKey;
  /** An access token without a login. */
  accessTokenFor(email: string, lifeSeconds?: number): string;
  /** Revokes every access token issued so far; their refresh tokens stay good. */
  invalidateAccessTokens(): void;
  /** Revokes one access or refresh token. */
  revoke(token: string): void;
}

export function createState(settings: Settings): TracktionState {
  const users = defaultUsers(settings.hmacSecret);
  const sessions = createSessions();
  const apiKeys = defaultApiKeys(settings.now());
  return {
    settings,
    users,
    sessions,
    apiKeys,
    oauth: createOAuthStore(),
    tracks: createCatalogue(),
    bpm: createBpmStore(),
    batches: createBatchJobs(),
    webhooks: new Map(),
    ipRules: new Map(),
    blockedIps: new Set(),
    operations: [],
    alwaysUnauthorized: false,
    addKey: (wish) => addApiKey(apiKeys, { ...usualKey, ...wish }, settings.now()),
    accessTokenFor(email, lifeSeconds = settings.accessTokenSeconds) {
      const user = users.get(email);
      if (!user) throw new Error(`there is no account ${email}`);
      return issueAccessToken(sessions, settings, user, lifeSeconds);
    },
    invalidateAccessTokens() {
      for (const token of sessions.accessTokens) sessions.revoked.add(token);
    },
    revoke(token) {
      sessions.revoked.add(token);
    },
  };
}

const usualKey: ApiKeyWish = {
  userId: "user_77",
  name: "Added by the test",
  permissions: ["read", "write"],
  scopes: ["search", "tracklists"],
};
