/** Which package manager a project uses, and what it is told to install. Reads file names, and package.json alone. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isNode } from "../document.js";

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

const lockFiles: Readonly<Record<string, PackageManager>> = {
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "bun.lock": "bun",
  "bun.lockb": "bun",
};

const foldersFrom = (start: string): string[] => {
  const folders = [resolve(start)];
  for (let above = dirname(resolve(start)); above !== folders.at(-1); above = dirname(above))
    folders.push(above);
  return folders;
};

/** What `packageManager` of a package.json says, e.g. `pnpm@10.1.0`. */
const declaredIn = (folder: string): PackageManager | undefined => {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    const said = isNode(manifest) ? String(manifest.packageManager ?? "") : "";
    return Object.values(lockFiles).find((name) => said.startsWith(`${name}@`));
  } catch {
    // It is npm's business to say what is wrong with the file.
    return undefined;
  }
};

/** The package manager of a folder: by the nearest lock file or declaration, at it or above; else npm. */
export const packageManagerOf = (start: string): PackageManager => {
  for (const folder of foldersFrom(start)) {
    const lock = Object.keys(lockFiles).find((name) => existsSync(join(folder, name)));
    const found = lock === undefined ? declaredIn(folder) : lockFiles[lock];
    if (found !== undefined) return found;
  }
  return "npm";
};

/** Whether a package can be imported from a folder. */
export const isInstalled = (start: string, name: string): boolean =>
  foldersFrom(start).some((folder) => existsSync(join(folder, "node_modules", name)));

const verbs: Readonly<Record<PackageManager, { readonly add: string; readonly dev: string }>> = {
  npm: { add: "npm install", dev: "--save-dev" },
  pnpm: { add: "pnpm add", dev: "--save-dev" },
  yarn: { add: "yarn add", dev: "--dev" },
  bun: { add: "bun add", dev: "--dev" },
};

/** The command that installs a package, for running or for development only. */
export const installCommand = (start: string, name: string, isDev: boolean): string => {
  const { add, dev } = verbs[packageManagerOf(start)];
  return isDev ? `${add} ${dev} ${name}` : `${add} ${name}`;
};
