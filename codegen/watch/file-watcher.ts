/** The machine's part in watching: events of folders, its clock and its timers. */
import { existsSync, type FSWatcher, realpathSync, statSync, watch } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Watcher, WatchParts } from "./loop.js";

/** A file that is watched, and the place where its changes are seen. */
interface Seen {
  readonly path: string;
  readonly place: string;
}

/** A file is seen where it is, and where it is a link, where that leads. */
const seenOf = (path: string): Seen[] => {
  const places = new Set([path, existsSync(path) ? realpathSync(path) : path]);
  return [...places].map((place) => ({ path, place }));
};

/** The nearest folder above a path that is there. */
const folderOf = (path: string): string => {
  const folder = dirname(path);
  return existsSync(folder) || folder === path ? folder : folderOf(folder);
};

const byFolder = (files: readonly Seen[]): Map<string, Seen[]> => {
  const folders = new Map<string, Seen[]>();
  for (const file of files) {
    const folder = folderOf(file.place);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
};

/**
 * Watches a folder, not its files: an editor that puts another file in the place of the old one would be lost, and one
 * that is missing cannot be watched.
 */
const watchFolder = (
  folder: string,
  files: readonly Seen[],
  onChange: (path: string) => void,
): FSWatcher => {
  const tell = (name: string | null): void => {
    const changed = name === null ? folder : join(folder, name);
    // A folder that comes may hold a file that was missing.
    for (const { path, place } of files)
      if (place === changed || place.startsWith(`${changed}${sep}`)) onChange(path);
  };
  const watcher = watch(folder, (_event, name) => tell(name));
  // It was taken away; whoever is told looks for the files anew.
  watcher.on("error", () => tell(null));
  return watcher;
};

const createWatcher = async (onChange: (path: string) => void): Promise<Watcher> => {
  let watchers: readonly FSWatcher[] = [];
  const close = (all: readonly FSWatcher[]): void => {
    for (const one of all) one.close();
  };
  return {
    async watch(paths) {
      const last = watchers;
      watchers = [...byFolder(paths.flatMap(seenOf))].map(([folder, files]) =>
        watchFolder(folder, files, onChange),
      );
      // Always others: a folder may have been replaced by one of the same name.
      close(last);
    },
    async close() {
      close(watchers);
    },
  };
};

/** Watches the file system. */
export const fileSystem: WatchParts = {
  createWatcher,
  now: () => Date.now(),
  schedule: (callback, afterMs) => {
    const timer = setTimeout(callback, afterMs);
    return () => clearTimeout(timer);
  },
  isNewer: (path, time) => existsSync(path) && Math.floor(statSync(path).mtimeMs) > time,
};
