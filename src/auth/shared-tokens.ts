/** Tokens in a store. A store that fails never fails a call: it is reported, and memory serves. */
import type { Logger } from "../runtime/index.js";
import { isSendable } from "./secret.js";
import type { TokenStore } from "./token-store.js";
import { readTokens, type Tokens, writeTokens } from "./tokens.js";

/** What was found in the store; `unknown` when it could not be read. */
export type Found =
  | { readonly kind: "tokens"; readonly tokens: Tokens }
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown" };

/** One entry of a token store. */
export interface SharedTokens {
  read(logger: Logger): Promise<Found>;
  /** Whether it was saved; a failure is a warning. */
  save(tokens: Tokens, logger: Logger): Promise<boolean>;
  /** Writes the tokens, or takes the entry away; a failure is thrown. */
  replace(tokens: Tokens | undefined): Promise<void>;
  /** Runs one task at a time: among processes where the store can, else (or where its lock fails) in this one. */
  exclusively<T>(task: () => Promise<T>, logger: Logger): Promise<T>;
}

/** The entry of `key` in a store. */
export function createSharedTokens(store: TokenStore, key: string): SharedTokens {
  const queue = createQueue();
  const exclusively = store.exclusively?.bind(store) ?? queue;
  const read = async (logger: Logger): Promise<Found> => {
    try {
      const tokens = readTokens(await store.get(key));
      const isUsable = tokens !== undefined && isSendable(tokens.accessToken);
      return isUsable ? { kind: "tokens", tokens } : { kind: "nothing" };
    } catch (error) {
      logger.warn("The token store could not be read", { code: codeOf(error) });
      return { kind: "unknown" };
    }
  };
  const save = async (tokens: Tokens, logger: Logger): Promise<boolean> => {
    try {
      await store.set(key, writeTokens(tokens));
      return true;
    } catch (error) {
      logger.warn("The token store could not be written", { code: codeOf(error) });
      return false;
    }
  };
  return {
    read,
    save,
    replace: async (tokens) => {
      if (tokens) await store.set(key, writeTokens(tokens));
      else await store.delete(key);
    },
    exclusively: async <T>(task: () => Promise<T>, logger: Logger): Promise<T> => {
      let started: Promise<T> | undefined;
      const start = (): Promise<T> => {
        const running = task();
        started = running;
        return running;
      };
      try {
        return await exclusively(key, start);
      } catch (error) {
        // The task's own failure, or else the lock's: before the task, or when it was given back.
        await started;
        logger.warn("The token store could not be locked", { code: codeOf(error) });
        return await (started ?? queue(key, task));
      }
    },
  };
}

/** Runs tasks one after another. */
function createQueue(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (_key, task) => {
    const result = last.then(task);
    last = result.catch(() => undefined); // Its caller sees the failure; the next task does not.
    return result;
  };
}

/** A store's error may quote what was stored, so no more than its name is logged. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error ? String(error.code) : error.name;
}
