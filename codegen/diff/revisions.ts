/** Reads documents as they were in a revision of a git repository. Runs git without a shell, and never the network. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, posix, relative, sep } from "node:path";
import { promisify } from "node:util";
import { UsageError } from "../config.js";

const run = promisify(execFile);

/** What git may do while it is asked: no questions, no locks, and no fetching of what a partial clone lacks. */
const environment = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  LC_ALL: "C",
};

/** Documents are small; what is larger than this is none. */
const maxBuffer = 512 * 1024 * 1024;

const git = async (cwd: string, args: readonly string[]): Promise<string> => {
  const { stdout } = await run("git", ["--no-pager", ...args], {
    cwd,
    maxBuffer,
    encoding: "utf8",
    env: { ...process.env, ...environment },
    windowsHide: true,
  });
  return stdout;
};

const reasonOf = (error: unknown): string => {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: unknown };
  if (code === "ENOENT") return "git is not installed";
  const [line = ""] = String(stderr ?? "")
    .trim()
    .split("\n");
  return line.replace(/^fatal: /, "") || String(error);
};

/** A repository, seen from a folder in it. */
export interface Repository {
  /** Folder that commands are run in. */
  readonly folder: string;
  /** Path of that folder within the repository, with a slash at its end; empty at the top. */
  readonly prefix: string;
}

/** The repository that a folder belongs to. Throws `UsageError` where there is none. */
export const findRepository = async (folder: string): Promise<Repository> => {
  try {
    const prefix = (await git(folder, ["rev-parse", "--show-prefix"])).replace(/\r?\n$/, "");
    return { folder, prefix };
  } catch (error) {
    throw new UsageError(
      `Revisions can be compared in a git repository only: ${reasonOf(error)} (${folder}).`,
    );
  }
};

/** The commit that a revision means. Throws `UsageError` for one that is not known. */
const commitOf = async ({ folder }: Repository, revision: string): Promise<string> => {
  const unknown = new UsageError(`There is no revision "${revision}" in this repository.`);
  // Whatever looks like an option is none, and no name of a branch or tag begins like one either.
  if (revision === "" || revision.startsWith("-") || /[\0\n]/.test(revision)) throw unknown;
  try {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
    const commit = (await git(folder, args)).trim();
    if (/^[0-9a-f]{40,64}$/.test(commit)) return commit;
  } catch {
    // `--quiet` gives no reason: nothing of this name is a commit.
  }
  throw unknown;
};

/** Path of a file within the repository. Throws `UsageError` for one that is outside. */
export const pathInRepository = ({ folder, prefix }: Repository, file: string): string => {
  const fromHere = isAbsolute(file) ? relative(realFolder(folder), realFile(file)) : file;
  const path = posix.normalize(posix.join(prefix, fromHere.split(sep).join("/")));
  if (path === ".." || path.startsWith("../") || posix.isAbsolute(path))
    throw new UsageError(`${file} is outside of this git repository.`);
  return path;
};

const realFolder = (folder: string): string => realpathSync(folder);

/** The file need not exist any more, but its folder may, or one above. */
const realFile = (file: string): string => {
  try {
    return realpathSync(file);
  } catch {
    const above = dirname(file);
    return above === file ? file : join(realFile(above), relative(above, file));
  }
};

/** What is no file, by the mode that git gives it. */
const kindOfMode: Readonly<Record<string, string>> = {
  "120000": "a symbolic link, which is not followed",
  "160000": "another repository",
  "040000": "a folder",
};

/** One entry of a tree, as `ls-tree -z` shows it: mode, kind, object, and the path behind a tab. */
const parseEntry = (
  line: string,
): { readonly mode: string; readonly object: string } | undefined => {
  const [head = ""] = line.split("\t", 1);
  const [mode, , object] = head.split(" ");
  return mode === undefined || object === undefined ? undefined : { mode, object };
};

/** Text of a file in a commit; undefined where there is none. Throws `UsageError` for what is no file. */
const readAt = async (
  { folder }: Repository,
  commit: string,
  path: string,
): Promise<string | undefined> => {
  const args = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", commit, "--", path];
  const entry = parseEntry(await git(folder, args));
  if (entry === undefined) return undefined;
  const kind = kindOfMode[entry.mode];
  if (kind !== undefined) throw new UsageError(`${path} is ${kind} in that revision.`);
  return git(folder, ["cat-file", "blob", entry.object]);
};

/** A document of a revision, laid out in a folder of its own. */
export interface Checkout {
  /** Folder that stands for the top of the repository. */
  readonly root: string;
  /** The document. */
  readonly file: string;
  /** Puts a file of the document in its place, if the revision has it. */
  provide(file: string): Promise<void>;
  /** Removes the folder. */
  close(): void;
}

const createFolder = (): { readonly root: string; readonly close: () => void } => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "clientwright-diff-")));
  const remove = (): void => rmSync(root, { recursive: true, force: true });
  // An interrupted command ends without its `finally`.
  process.once("exit", remove);
  return {
    root,
    close: () => {
      process.removeListener("exit", remove);
      remove();
    },
  };
};

/**
 * Lays out one document of a revision: its own file at once, others when they are asked for, since only
 * the document knows which they are. Nothing is read or written outside of the folder.
 */
export const checkOut = async (
  repository: Repository,
  revision: string,
  path: string,
): Promise<Checkout> => {
  const commit = await commitOf(repository, revision);
  const text = await readAt(repository, commit, path);
  if (text === undefined)
    throw new UsageError(`There is no file ${path} in the revision "${revision}".`);
  const { root, close } = createFolder();
  const write = (file: string, content: string): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const file = join(root, path);
  const known = new Set([file]);
  write(file, text);
  const provide = async (wanted: string): Promise<void> => {
    if (known.has(wanted)) return;
    known.add(wanted);
    const inside = relative(root, wanted).split(sep).join("/");
    if (inside === "" || inside.startsWith("..") || isAbsolute(inside))
      throw new UsageError(`${path} of "${revision}" refers to a file outside of the repository.`);
    const content = await readAt(repository, commit, inside);
    if (content !== undefined) write(wanted, content);
  };
  return { root, file, provide, close };
};
