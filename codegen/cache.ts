/** Remembers what was generated from what, so that nothing is done when nothing has changed. Never part of the output. */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "./diagnostics.js";
import { packageFolder } from "./package-folder.js";

/** What one generation read and made, by absolute path. */
export interface CacheEntry {
  /** Fingerprint of generator and configuration. */
  readonly key: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** Warnings, which are shown again. */
  readonly diagnostics: readonly Diagnostic[];
}

export const hashOf = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

const vocabularySchema = "schema/vocabulary.schema.json";

const sourcesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !["node_modules", "dist", ".dev"].includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? sourcesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
    )
    .filter((path) => /\.(js|ts|json)$/.test(path));

/** What the build leaves beside its output: the fingerprint of the sources that it was made from. */
const stampName = ".sources";

/** Fingerprint of this code and what it is installed with; the same as long as the process lives. */
let ownFingerprint: string | undefined;

const fingerprintOfCode = (): string => {
  const root = packageFolder();
  const code = dirname(fileURLToPath(import.meta.url));
  const stamp = join(code, stampName);
  const sources = existsSync(stamp) ? [stamp] : sourcesBelow(code);
  const hash = createHash("sha256");
  for (const path of [...sources, join(root, "package.json"), join(root, vocabularySchema)])
    hash.update(readFileSync(path));
  return hash.digest("hex");
};

/** Fingerprint of everything besides the documents that decides the output: this code and the configuration. */
export const keyOf = (configuration: unknown): string => {
  ownFingerprint ??= fingerprintOfCode();
  return hashOf(ownFingerprint + JSON.stringify(configuration));
};

/** Where a system keeps what can be made again; the variable is of the XDG base directory specification. */
const userCache = (env: NodeJS.ProcessEnv): string => {
  const home = homedir();
  const ofSystem: Readonly<Record<string, string>> = {
    darwin: join(home, "Library/Caches"),
    win32: env.LOCALAPPDATA ?? join(home, "AppData/Local"),
  };
  const folder = env.XDG_CACHE_HOME || ofSystem[process.platform] || join(home, ".cache");
  return join(folder, "clientwright");
};

const cacheFolder = (root: string): string => {
  for (let folder = root; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache/clientwright");
    if (dirname(folder) === folder) return userCache(process.env);
  }
};

/** The file of an entry: in the `node_modules` nearest to the project, or where there is none, in the user's cache. */
export const cacheFile = (root: string, output: string): string =>
  join(cacheFolder(root), `${hashOf(output).slice(0, 32)}.json`);

/** The entry of a file; undefined where there is none that can be read. */
export const readEntry = (file: string | undefined): CacheEntry | undefined => {
  if (file === undefined || !existsSync(file)) return undefined;
  try {
    // Written by `writeEntry`; a file that was tampered with can only cause one generation more.
    return JSON.parse(readFileSync(file, "utf8")) as CacheEntry;
  } catch {
    // Cut off by a crash: the same as not being there.
    return undefined;
  }
};

/** Entries of a folder; those that were written longest ago give way. */
const maxEntries = 500;

const forgetOld = (folder: string): void => {
  const names = readdirSync(folder);
  if (names.length <= maxEntries) return;
  const byAge = names
    .map((name) => join(folder, name))
    .map((path) => ({ path, written: statSync(path).mtimeMs }))
    .sort((a, b) => a.written - b.written);
  for (const { path } of byAge.slice(0, names.length - maxEntries)) rmSync(path, { force: true });
};

/** Keeps an entry. A cache that cannot be written to is one that is not there. */
export const writeEntry = (file: string, entry: CacheEntry): void => {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(entry));
    forgetOld(dirname(file));
  } catch {
    // Read-only installations are fine: the next run generates again.
  }
};

const areCurrent = (files: Readonly<Record<string, string>>): boolean =>
  Object.entries(files).every(
    ([path, hash]) => existsSync(path) && hashOf(readFileSync(path)) === hash,
  );

/** Whether neither documents nor output have changed since the entry was made. */
export const isCurrent = (entry: CacheEntry | undefined, key: string): entry is CacheEntry =>
  entry?.key === key && areCurrent(entry.inputs) && areCurrent(entry.outputs);

/** Whether any of the files was written to, or taken away, after a time in whole milliseconds. */
export const anyChangedSince = (paths: readonly string[], time: number): boolean =>
  paths.some((path) => !existsSync(path) || Math.floor(statSync(path).mtimeMs) > time);

/** Hashes of files, by path. */
export const hashFiles = (paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(paths.map((path) => [path, hashOf(readFileSync(path))]));
