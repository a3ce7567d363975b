/** Brings one document's files up to date with its source, or says whether they are. */
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { hashOf } from "../cache.js";
import { type FileContent, replaceFiles } from "../write.js";
import { shownAddress } from "./address.js";
import type { DownloadOptions } from "./download.js";
import { type FetchedDocument, type FetchedFile, fetchDocument } from "./fetch-document.js";
import {
  changedFiles,
  type DocumentRecord,
  type FileRecord,
  formatLock,
  keyOfPath,
  type Lock,
  lockName,
} from "./lock.js";
import { PullError } from "./pull-error.js";

/** One document to pull. */
export interface PullTarget {
  /** Absolute path of the document's file. */
  readonly file: string;
  readonly address: URL;
  readonly allowOrigins: readonly string[];
}

/** How a document is pulled. */
export interface PullDocumentOptions extends DownloadOptions {
  /** Folder of the record. */
  readonly root: string;
  /** Only says whether there is something new. */
  readonly check: boolean;
  /** Fails where what comes is not what was recorded. */
  readonly frozen: boolean;
}

/** What came of one document, and the record after it. */
export interface Pulled {
  readonly status: "unchanged" | "written" | "new";
  readonly lock: Lock;
}

const recordOfFile = ({ url, bytes, rewritten }: FetchedFile): FileRecord => ({
  url: shownAddress(url),
  sha256: hashOf(bytes),
  ...(rewritten !== undefined && { rewritten: hashOf(rewritten) }),
});

const folderOf = (file: string): string => `${basename(file, extname(file))}.parts`;

const recordOf = (root: string, file: string, fetched: FetchedDocument): DocumentRecord => {
  const { etag, lastModified } = fetched;
  const parts = [...fetched.parts]
    .map(
      ([name, part]) =>
        [keyOfPath(root, join(dirname(file), folderOf(file), name)), recordOfFile(part)] as const,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...recordOfFile(fetched),
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    ...(parts.length > 0 && { parts: Object.fromEntries(parts) }),
  };
};

const hashesOf = ({ sha256, parts = {} }: DocumentRecord): string =>
  JSON.stringify([sha256, Object.entries(parts).map(([path, part]) => [path, part.sha256])]);

const isSame = (a: DocumentRecord | undefined, b: DocumentRecord): boolean =>
  a !== undefined && hashesOf(a) === hashesOf(b);

/** What the server may be asked about: only a document of one file that lies there as it was recorded. */
const validatorsOf = (
  record: DocumentRecord | undefined,
  { address }: PullTarget,
  isWhole: boolean,
) => {
  if (record === undefined || !isWhole || record.url !== shownAddress(address)) return {};
  const { etag, lastModified, parts } = record;
  if (parts !== undefined) return {};
  return {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
};

const contents = (file: string, fetched: FetchedDocument): FileContent[] => [
  { path: file, text: fetched.rewritten ?? fetched.bytes },
  ...[...fetched.parts].map(([name, part]) => ({
    path: join(dirname(file), folderOf(file), name),
    text: part.rewritten ?? part.bytes,
  })),
];

/** Files that are in the way of parts, and that no record names. */
const checkForeign = (
  root: string,
  paths: readonly string[],
  known: DocumentRecord | undefined,
) => {
  const foreign = paths.find(
    (path) => existsSync(path) && !Object.hasOwn(known?.parts ?? {}, keyOfPath(root, path)),
  );
  if (foreign !== undefined)
    throw new PullError(
      "document",
      `${keyOfPath(root, foreign)} was not pulled, and a file of the document would overwrite it.`,
      "Move it away.",
    );
};

/** Removes files that an earlier document referred to and this one does not. */
const removeStale = (
  root: string,
  file: string,
  before: DocumentRecord,
  after: DocumentRecord,
): void => {
  const folder = join(dirname(file), folderOf(file));
  for (const path of Object.keys(before.parts ?? {})) {
    const part = join(root, path);
    // People merge the record: a path in it that leads elsewhere is not ours to remove.
    if (!Object.hasOwn(after.parts ?? {}, path) && dirname(part) === folder)
      rmSync(part, { force: true });
  }
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
};

const checkFrozen = (
  { file }: PullTarget,
  root: string,
  known: DocumentRecord | undefined,
  record: DocumentRecord,
): void => {
  if (isSame(known, record)) return;
  const shown = keyOfPath(root, file);
  throw known === undefined
    ? new PullError(
        "frozen",
        `${lockName} has no record of ${shown}.`,
        "Pull it once without --frozen.",
      )
    : new PullError(
        "frozen",
        `What ${record.url} answers is not what ${lockName} has recorded of ${shown}.`,
        "Pull without --frozen, and review what has changed.",
      );
};

/** Pulls one document. Throws `PullError`, and `WriteError` where the disk refuses. */
export const pullDocument = async (
  target: PullTarget,
  lock: Lock,
  options: PullDocumentOptions,
): Promise<Pulled> => {
  const { root, check, frozen } = options;
  const key = keyOfPath(root, target.file);
  const known = Object.hasOwn(lock, key) ? lock[key] : undefined;
  const isWhole = known !== undefined && changedFiles(root, key, known).length === 0;
  // A frozen document is compared by its bytes, not by what the server says of them.
  const validators = frozen ? {} : validatorsOf(known, target, isWhole);
  const fetched = await fetchDocument(target.address, validators, {
    ...options,
    allowOrigins: target.allowOrigins,
    name: basename(target.file),
    folder: folderOf(target.file),
  });
  if (fetched === undefined) return { status: "unchanged", lock };
  const record = recordOf(root, target.file, fetched);
  if (frozen) checkFrozen(target, root, known, record);
  if (check) return { status: isSame(known, record) ? "unchanged" : "new", lock };
  const next = frozen ? lock : { ...lock, [key]: record };
  const files = isWhole && isSame(known, record) ? [] : contents(target.file, fetched);
  checkForeign(
    root,
    files.slice(1).map(({ path }) => path),
    known,
  );
  const isRecorded = formatLock(next) === formatLock(lock);
  const recorded = isRecorded ? [] : [{ path: join(root, lockName), text: formatLock(next) }];
  if (files.length + recorded.length > 0)
    replaceFiles([...files, ...recorded], dirname(target.file));
  if (known !== undefined && !frozen) removeStale(root, target.file, known, record);
  return { status: files.length > 0 ? "written" : "unchanged", lock: next };
};
