// API keys: what the server keeps of them, and how they end.
import { randomBytes } from "node:crypto";
import { isSameText } from "../support/signed-token.js";
import type { Permission, Rights, Scope } from "./rights.js";

/** One key; times are Unix milliseconds. Tests may change it. */
export interface StoredApiKey {
  readonly id: string;
  /** `tk_live_...`, or `tk_test_...` of a test key. */
  readonly secret: string;
  /** Id of the account. */
  readonly userId: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  isActive: boolean;
  /** How often it was used. */
  uses: number;
}

/** What a new key is to be. Without id and secret they are random. */
export interface ApiKeyWish extends Rights {
  readonly userId: string;
  readonly name: string;
  readonly expiresAt?: number | null;
  readonly id?: string;
  readonly secret?: string;
  /** Makes a test key, which is never limited. */
  readonly isTest?: boolean;
}

/** All keys by id. */
export type ApiKeys = Map<string, StoredApiKey>;

/** Adds a key. */
export function addApiKey(keys: ApiKeys, wish: ApiKeyWish, now: number): StoredApiKey {
  const { userId, name, permissions, scopes, isTest = false } = wish;
  const key: StoredApiKey = {
    id: wish.id ?? `key_${randomBytes(8).toString("hex")}`,
    secret: wish.secret ?? `tk_${isTest ? "test" : "live"}_${randomBytes(12).toString("hex")}`,
    userId,
    name,
    permissions,
    scopes,
    createdAt: now,
    expiresAt: wish.expiresAt ?? null,
    lastUsedAt: null,
    isActive: true,
    uses: 0,
  };
  keys.set(key.id, key);
  return key;
}

/** The key with that secret, whatever has become of it. */
export function keyBySecret(keys: ApiKeys, secret: string): StoredApiKey | undefined {
  return [...keys.values()].find((key) => isSameText(key.secret, secret));
}

/** Revoked, rotated and expired keys cannot be used. */
export function isUsable(key: StoredApiKey, now: number): boolean {
  return key.isActive && (key.expiresAt === null || key.expiresAt > now);
}

/** Test keys neither count against limits nor reach live data. */
export function isTestKey({ secret }: StoredApiKey): boolean {
  return secret.startsWith("tk_test_");
}

/** Dana's keys, with secrets that tests know. */
export function defaultApiKeys(now: number): ApiKeys {
  const keys: ApiKeys = new Map();
  const rights: Rights = {
    permissions: ["read", "write"],
    scopes: ["search", "tracklists", "analytics", "batch"],
  };
  const userId = "user_77";
  const live = { id: "key_9a8b7c6d", secret: "tk_live_51b0c3d2e4f5", name: "CI key" };
  const test = { id: "key_5a6978aa", secret: "tk_test_0f1e2d3c4b5a6978", name: "Test key" };
  for (const key of [live, test]) addApiKey(keys, { ...rights, userId, ...key }, now);
  return keys;
}
