// API keys: the secret exists only in the answer to its creation, afterwards only as a hash.
import { createHash, randomBytes } from "node:crypto";

const dayMs = 24 * 60 * 60 * 1000;

/** One key; times are Unix milliseconds. Tests may change it. */
export interface StoredApiKey {
  readonly keyId: string;
  readonly keyPrefix: string;
  /** Hex SHA-256 of the whole key. */
  readonly hash: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly rateLimit: number;
  readonly createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  isActive: boolean;
}

/** What a new key is asked to be. */
export interface ApiKeyWish {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly rateLimit: number;
  readonly expiresInDays: number | undefined;
}

/** How keys are stored and looked up. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The part of a key that may be shown. */
export function prefixOfApiKey(key: string): string {
  return key.slice(0, 16);
}

/** A key with a new random secret. */
export function createApiKey(wish: ApiKeyWish, now: number): { secret: string; key: StoredApiKey } {
  const secret = `ng_live_${randomBytes(32).toString("base64url")}`;
  const key: StoredApiKey = {
    keyId: randomBytes(8).toString("hex"),
    keyPrefix: prefixOfApiKey(secret),
    hash: hashApiKey(secret),
    name: wish.name,
    scopes: wish.scopes,
    rateLimit: wish.rateLimit,
    createdAt: now,
    expiresAt: wish.expiresInDays === undefined ? null : now + wish.expiresInDays * dayMs,
    lastUsedAt: null,
    isActive: true,
  };
  return { secret, key };
}

/** Why a key cannot be used, or undefined when it can. */
export function apiKeyProblem(key: StoredApiKey, now: number): string | undefined {
  if (!key.isActive) return "API key has been revoked";
  if (key.expiresAt !== null && key.expiresAt <= now) return "API key has expired";
  return undefined;
}
