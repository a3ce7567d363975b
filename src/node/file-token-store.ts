/** A token store in a file that only its owner can read. Must not log what it holds. */
import { resolve } from "node:path";
import type { TokenStore } from "../auth/index.js";
import { type Clock, type Logger, silentLogger, systemClock } from "../runtime/index.js";
import { withFileLock } from "./file-lock.js";
import { readPrivateFile, removePrivateFile, writePrivateFile } from "./private-file.js";

/** Options of `fileTokenStore`. */
export interface FileTokenStoreOptions {
  /** Told when the file cannot be understood; never told what is in it. Default: silent. */
  readonly logger?: Logger;
  /** Clock of the waits for other processes. Default: the platform's. */
  readonly clock?: Clock;
}

/**
 * Keeps tokens in a JSON file (mode 0600, in a directory of mode 0700 if it has to be made), so
 * that a command line logs in once. Processes that share the file renew one at a time. The file goes
 * with the last login in it.
 */
export function fileTokenStore(path: string, options: FileTokenStoreOptions = {}): TokenStore {
  const { logger = silentLogger, clock = systemClock } = options;
  const file = resolve(path);
  const read = async (): Promise<Map<string, string>> => {
    const text = await readPrivateFile(file);
    const values = text === undefined ? new Map<string, string>() : parse(text);
    if (values) return values;
    logger.warn("The token file cannot be understood and counts as empty", { path: file });
    return new Map();
  };
  const change = (edit: (values: Map<string, string>) => void): Promise<void> =>
    withFileLock(`${file}.lock`, clock, async () => {
      const values = await read();
      edit(values);
      const text = `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`;
      await (values.size > 0 ? writePrivateFile(file, text) : removePrivateFile(file));
    });
  return {
    get: async (key) => (await read()).get(key),
    set: (key, value) => change((values) => void values.set(key, value)),
    delete: (key) => change((values) => void values.delete(key)),
    // Another lock than the one of writing, which happens while this one is held.
    exclusively: (key, task) => withFileLock(lockOf(file, key), clock, task),
  };
}

function lockOf(file: string, key: string): string {
  return `${file}.${Buffer.from(key).toString("base64url").slice(0, 80)}.lock`;
}

function parse(text: string): Map<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isTexts(value) ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined; // Cut off or edited by hand: the caller reports it.
  }
}

function isTexts(value: unknown): value is Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === "string");
}
