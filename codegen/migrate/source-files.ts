/** Source files below the paths that people name. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "../config.js";

const isSource = (name: string): boolean => /(?<!\.d)\.[cm]?[jt]sx?$/.test(name);

const isLeftOut = (name: string): boolean =>
  name.startsWith(".") || ["node_modules", "dist", "build", "coverage"].includes(name);

const below = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isLeftOut(entry.name) ? [] : below(path);
      return entry.isFile() && isSource(entry.name) ? [path] : [];
    });

/** Absolute paths, each once; folders are searched, but for dependencies and builds. Throws `UsageError` for a path that is not there. */
export const sourceFiles = (cwd: string, names: readonly string[]): string[] => {
  const found = names.flatMap((name) => {
    const path = resolve(cwd, name);
    if (!existsSync(path)) throw new UsageError(`There is no file or folder ${name}.`);
    return statSync(path).isDirectory() ? below(path) : [path];
  });
  return [...new Set(found)];
};
