/** The record of what was pulled: `clientwright.lock.json`, to be committed and reviewed like code. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { hashOf } from "../cache.js";
import { UsageError } from "../config.js";
import { isNode } from "../document.js";

/** One downloaded file. */
export interface FileRecord {
  /** Its address, without credentials and secret values. */
  readonly url: string;
  /** SHA-256 of what the server sent. */
  readonly sha256: string;
  /** SHA-256 of the file on disk, where references in it were rewritten. */
  readonly rewritten?: string;
}

/** One document, with the files that it refers to by their paths beside the record. */
export interface DocumentRecord extends FileRecord {
  readonly etag?: string;
  readonly lastModified?: string;
  readonly parts?: Readonly<Record<string, FileRecord>>;
}

/** Records by the paths of the documents, as seen from the folder of the record. */
export type Lock = Readonly<Record<string, DocumentRecord>>;

/** Name of the file, which lies beside the configuration. */
export const lockName = "clientwright.lock.json";

/** How a path is written in the record. */
export const keyOfPath = (root: string, path: string): string =>
  relative(root, path).replaceAll("\\", "/");

const isRecord = (value: unknown): boolean =>
  isNode(value) && typeof value.url === "string" && typeof value.sha256 === "string";

const isLock = (value: unknown): value is Lock =>
  isNode(value) &&
  Object.values(value).every(
    (one) =>
      isNode(one) &&
      isRecord(one) &&
      (one.parts === undefined || (isNode(one.parts) && Object.values(one.parts).every(isRecord))),
  );

/** Reads the record of a folder; without one, answers an empty one. Throws `UsageError`. */
export const readLock = (root: string): Lock => {
  const file = join(root, lockName);
  if (!existsSync(file)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    // A merge that went wrong shows in the syntax or in what is missing.
    if (isNode(value) && value.version === 1 && isLock(value.documents)) return value.documents;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(`${lockName} cannot be read: restore it, or remove it and pull again.`);
};

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The text of a record: the same for the same content, whatever came first. */
export const formatLock = (lock: Lock): string =>
  `${JSON.stringify({ version: 1, documents: sorted(lock) }, null, 2)}\n`;

/** Whether a file on disk is the one that was recorded. */
const isRecorded = (root: string, path: string, { sha256, rewritten }: FileRecord): boolean => {
  const file = join(root, path);
  return existsSync(file) && hashOf(readFileSync(file)) === (rewritten ?? sha256);
};

/** The files of a document that are not as they were recorded. */
export const changedFiles = (root: string, key: string, record: DocumentRecord): string[] =>
  [[key, record] as const, ...Object.entries(record.parts ?? {})]
    .filter(([path, file]) => !isRecorded(root, path, file))
    .map(([path]) => path);
