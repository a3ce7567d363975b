/** What a command works with: a client whose login is kept in a file between runs. */
import type { TokenStore } from "../../../auth/index.js";
import type { CliIo } from "../../../node/cli/index.js";
import type { AuthClient } from "../../client.js";
import { loginAgain } from "../../error-family.js";
import { AuthError } from "../../errors.js";

/** Lives as long as one command. */
export interface Session {
  readonly client: AuthClient;
  /** Options of calls that an interrupt may abort. */
  readonly call: { readonly signal?: AbortSignal };
  readonly io: CliIo;
  /** Masks a secret on stderr from now on. */
  hide(secret: string): void;
  /**
   * To be called where the next run depends on the file: a client goes on without its store.
   *
   * @throws {Error} when the file could not be read or changed.
   */
  assertStored(): void;
}

/** A store that keeps in mind whether its last use failed. */
export interface WatchedStore {
  readonly store: TokenStore;
  /** The system's code of that failure; undefined when there was none. */
  failure(): string | undefined;
}

export function watchStore(store: TokenStore): WatchedStore {
  let failure: string | undefined;
  const watched = async <T>(use: Promise<T>): Promise<T> => {
    failure = undefined;
    try {
      return await use;
    } catch (error) {
      failure = error instanceof Error && "code" in error ? String(error.code) : "unknown failure";
      throw error;
    }
  };
  return {
    failure: () => failure,
    store: {
      ...store,
      get: (key) => watched(store.get(key)),
      set: (key, value) => watched(store.set(key, value)),
      delete: (key) => watched(store.delete(key)),
    },
  };
}

/**
 * Spares a request that can only be refused.
 *
 * @throws {AuthError} when no session is kept.
 * @throws {Error} when nobody can tell.
 */
export async function assertSignedIn({ client, assertStored }: Session): Promise<void> {
  if (await client.restoreTokens()) return;
  assertStored();
  throw new AuthError("Not signed in", { kind: "auth" });
}

/** Whether a failure means that somebody must sign in. */
export function isLoginNeeded(error: AuthError): boolean {
  return error.kind === "auth" || error.message === loginAgain;
}
