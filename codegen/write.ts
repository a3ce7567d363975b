/** Puts generated files in place: compares, swaps in atomically, removes only what we generated. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { signature } from "./emit/output.js";
import { schemaSignature } from "./emit/schema.js";

/** A file with its absolute path. */
export interface PlacedFile {
  readonly path: string;
  readonly text: string;
}

/** What a file is to hold, by its absolute path. */
export interface FileContent {
  readonly path: string;
  readonly text: string | Uint8Array;
}

/** What would happen, or happened, to one file. */
export interface Change {
  readonly kind: "added" | "changed" | "removed";
  /** Absolute path. */
  readonly path: string;
}

/** What comparing files with the disk came to. */
export interface Comparison {
  readonly changes: readonly Change[];
  /** Files in the way that we did not generate. */
  readonly foreign: readonly string[];
}

/** Writing failed; nothing was changed. */
export class WriteError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = "WriteError";
  }
}

const readText = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, "utf8") : undefined;

/** Whether a text is one that we generated. */
export const isGenerated = (text: string): boolean =>
  text.startsWith(signature) || text.startsWith(schemaSignature);

/** Files below a folder that we generated: those at its top, in `resources` and in `services`. */
const generatedFiles = (folder: string): string[] =>
  [folder, join(folder, "resources"), join(folder, "services")]
    .filter((place) => existsSync(place))
    .flatMap((place) =>
      readdirSync(place, { withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
        .map((entry) => join(place, entry.name))
        .sort(),
    )
    .filter((path) => isGenerated(readFileSync(path, "utf8")));

/** Compares files with what is on disk; files of ours that are no longer made are to be removed. */
export const compare = (files: readonly PlacedFile[], folder: string): Comparison => {
  const foreign: string[] = [];
  const changes: Change[] = [];
  for (const { path, text } of files) {
    const present = readText(path);
    if (present === undefined) changes.push({ kind: "added", path });
    else if (present !== text) {
      if (isGenerated(present)) changes.push({ kind: "changed", path });
      else foreign.push(path);
    }
  }
  const made = new Set(files.map(({ path }) => path));
  const stale = generatedFiles(folder).filter((path) => !made.has(path));
  return {
    changes: [...changes, ...stale.map((path): Change => ({ kind: "removed", path }))],
    foreign,
  };
};

interface Staged {
  readonly temporary: string;
  readonly path: string;
}

/** Folders above a path that do not exist yet, the outermost first. */
const missingFolders = (path: string): string[] => {
  const missing: string[] = [];
  for (let folder = dirname(path); !existsSync(folder); folder = dirname(folder))
    missing.unshift(folder);
  return missing;
};

/** What staging has put on disk, so that it can be taken back. */
interface Stage {
  readonly files: Staged[];
  readonly folders: string[];
}

const stage = (files: readonly FileContent[], into: Stage): void => {
  for (const { path, text } of files) {
    // Refuses names that are too long before anything is replaced.
    lstatSync(path, { throwIfNoEntry: false });
    const folders = missingFolders(path);
    mkdirSync(dirname(path), { recursive: true });
    into.folders.push(...folders);
    // Short, since a name may have as many bytes already as the file system allows.
    const temporary = join(dirname(path), `.clientwright-${process.pid}-${into.files.length}`);
    into.files.push({ temporary, path });
    writeFileSync(temporary, text);
  }
};

const unstage = ({ files, folders }: Stage): void => {
  for (const { temporary } of files) rmSync(temporary, { force: true });
  for (const folder of folders.toReversed()) rmdirSync(folder);
};

const reasons: Readonly<Record<string, string>> = {
  EACCES: "it may not be written to",
  EPERM: "it may not be written to",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file",
  EISDIR: "a folder is in the place of a file",
  ENAMETOOLONG: "a file's name would be too long",
};

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ""] ?? message;
};

/**
 * Writes files together: every text is on disk under a temporary name before the first file is replaced.
 * Throws `WriteError`.
 */
export const replaceFiles = (files: readonly FileContent[], folder: string): void => {
  const staged: Stage = { files: [], folders: [] };
  try {
    stage(files, staged);
  } catch (error) {
    unstage(staged);
    throw new WriteError(`Nothing was written to ${folder}: ${reasonOf(error)}.`, error);
  }
  for (const { temporary, path } of staged.files) renameSync(temporary, path);
};

/** Makes the changes, all of them or none. */
export const apply = (
  files: readonly PlacedFile[],
  { changes }: Comparison,
  folder: string,
): void => {
  const written = new Set(changes.filter(({ kind }) => kind !== "removed").map(({ path }) => path));
  replaceFiles(
    files.filter(({ path }) => written.has(path)),
    folder,
  );
  for (const { kind, path } of changes) if (kind === "removed") rmSync(path);
  for (const place of [join(folder, "resources"), join(folder, "services")])
    if (existsSync(place) && readdirSync(place).length === 0) rmdirSync(place);
};

/** Paths as people see them. */
export const shownPath = (root: string, path: string): string =>
  relative(root, path).replaceAll("\\", "/") || ".";
