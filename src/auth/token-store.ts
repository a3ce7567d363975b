/** Where tokens are kept so that several clients or processes share one login. Knows no tokens, only texts. */

/**
 * Any key-value store of strings. Redis, Cloudflare KV and the like adapt in five lines:
 *
 * ```ts
 * const store: TokenStore = {
 *   get: (key) => redis.get(key),
 *   set: (key, value) => redis.set(key, value),
 *   delete: (key) => redis.del(key),
 * };
 * ```
 *
 * What is stored can act as the user: keep it as safe as a password.
 */
export interface TokenStore {
  /** Answers undefined or null for a key that is not there. */
  get(key: string): Promise<string | null | undefined>;
  set(key: string, value: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
  /**
   * Optional: runs `task` while no other process runs one for the same key, so that they renew
   * once between them. Without it each process re-reads the store before it renews.
   */
  exclusively?<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** A store that lives as long as the process; share one among clients that share a login. */
export function memoryStore(): TokenStore {
  const values = new Map<string, string>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
  };
}

/** The part of the browser's `Storage` that is used. */
export interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The part of the browser's `LockManager` that is used (Web Locks API). */
export interface WebLocks {
  request<T>(name: string, task: () => Promise<T>): Promise<T>;
}

/** Options of `webStorageStore`. */
export interface WebStorageStoreOptions {
  /** Put before each key. Default: `clientwright:`. */
  readonly prefix?: string;
  /** Makes tabs renew one at a time. Default: `navigator.locks` where the platform has it. */
  readonly locks?: WebLocks | undefined;
}

/**
 * A store over `localStorage` or `sessionStorage`. Every script of the page can read it: prefer
 * `sessionStorage`, and neither on pages that run scripts of others.
 */
export function webStorageStore(
  storage: WebStorage,
  options: WebStorageStoreOptions = {},
): TokenStore {
  const { prefix = "clientwright:", locks = platformLocks() } = options;
  return {
    get: async (key) => storage.getItem(prefix + key),
    set: async (key, value) => storage.setItem(prefix + key, value),
    delete: async (key) => storage.removeItem(prefix + key),
    ...(locks ? { exclusively: (key, task) => locks.request(prefix + key, task) } : {}),
  };
}

function platformLocks(): WebLocks | undefined {
  const platform: { readonly navigator?: { readonly locks?: WebLocks } } = globalThis;
  return platform.navigator?.locks;
}
