/** What both sides had at the end of the last synchronisation. */
import { readFile } from "node:fs/promises";
import { isCode } from "../../node/private-file.js";
import { isRecord, textOf } from "../../runtime/index.js";
import { NdiSyncError } from "../errors.js";
import { writeTextFile } from "./atomic-file.js";
import { parseJson } from "./local-documents.js";

/** NDI ids of both sides, and when it was. */
export interface SyncIndex {
  readonly localDocumentIdsLastSync: readonly string[];
  readonly remoteDocumentIdsLastSync: readonly string[];
  /** ISO 8601 with offset; undefined before the first synchronisation. */
  readonly lastSyncTimestamp: string | undefined;
}

/** Before anything was synchronised. */
export const emptyIndex: SyncIndex = {
  localDocumentIdsLastSync: [],
  remoteDocumentIdsLastSync: [],
  lastSyncTimestamp: undefined,
};

/**
 * Reads an index in the spelling of either program. One id may stand alone, and lists may be missing.
 *
 * @throws {NdiSyncError} when the file is no JSON object: without it, what was deleted would come back.
 */
export async function readSyncIndex(path: string): Promise<SyncIndex> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (text === undefined) return emptyIndex;
  const value = parsed(path, text);
  return {
    localDocumentIdsLastSync: ids(value.localDocumentIdsLastSync ?? value.local_doc_ids_last_sync),
    remoteDocumentIdsLastSync: ids(
      value.remoteDocumentIdsLastSync ?? value.remote_doc_ids_last_sync,
    ),
    lastSyncTimestamp: textOf(value.lastSyncTimestamp) ?? textOf(value.last_sync_timestamp),
  };
}

/** Replaces the index. */
export async function writeSyncIndex(
  path: string,
  { localIds, remoteIds, now }: SyncState,
): Promise<void> {
  const index: SyncIndex = {
    localDocumentIdsLastSync: [...localIds].sort(),
    remoteDocumentIdsLastSync: [...remoteIds].sort(),
    lastSyncTimestamp: new Date(now).toISOString().replace("Z", "+00:00"),
  };
  await writeTextFile(path, `${JSON.stringify(index, null, 2)}\n`);
}

/** What is written into an index. */
export interface SyncState {
  readonly localIds: Iterable<string>;
  readonly remoteIds: Iterable<string>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

function parsed(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseJson(text);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new NdiSyncError(`${path}: the sync index cannot be read`, { kind: "parse", cause });
  }
  throw new NdiSyncError(`${path}: the sync index is no JSON object`, { kind: "parse" });
}

function ids(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((id): id is string => typeof id === "string" && id !== "");
}
