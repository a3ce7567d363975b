/** Sends documents of a folder and the files that they name; what a run before sent is not sent again. */
import type { NdiCloudClient } from "../client.js";
import { fileLocations } from "../file-locations.js";
import type { LocalDataset } from "./local-dataset.js";
import { waitForDocuments } from "./remote-documents.js";
import { createJournal } from "./sync-journal.js";
import { type UploadDocumentsOptions, uploadFrom } from "./upload-documents.js";
import {
  type UploadFileEntry,
  type UploadFilesResult,
  type UploadZipOptions,
  uploadFiles,
  uploadZip,
} from "./upload-files.js";
import { failedIds, sentIds, type UploadOutcome } from "./upload-report.js";
import { callOptions, say, type WorkOptions } from "./work.js";

/** How files are sent: in archives, or one by one. */
export type FileUploadStrategy = "batch" | "serial";

/** How documents and files of a folder are sent. */
export interface PushOptions
  extends Omit<UploadDocumentsOptions, "onlyUploadMissing" | "waitForIngest" | "onArchive">,
    Pick<UploadZipOptions, "sizeLimitBytes"> {
  /** Default: `batch`. */
  readonly fileUploadStrategy?: FileUploadStrategy;
}

/** What became of it. */
export interface Pushed {
  readonly outcome: UploadOutcome;
  /** NDI ids of documents that were sent and show on the server. */
  readonly uploaded: readonly string[];
  /** NDI ids of documents that were not sent, or do not show. */
  readonly failed: readonly string[];
  readonly files: UploadFilesResult | undefined;
}

/** Waits for what a run before sent; answers what of it does not show in time. */
export async function settleJournal(
  client: NdiCloudClient,
  dataset: LocalDataset,
  datasetId: string,
  options: PushOptions,
): Promise<readonly string[]> {
  const journal = createJournal(dataset.statePath, datasetId);
  const pending = await journal.pending();
  if (pending.length === 0) return [];
  say(options, `Looking for ${pending.length} documents that an earlier run sent`);
  const left = await waitForDocuments(client, datasetId, pending, options);
  await journal.clear();
  return left;
}

/** Sends documents, waits until they show, and sends the files of all documents that are on the server. */
export async function pushDocuments(
  client: NdiCloudClient,
  dataset: LocalDataset,
  datasetId: string,
  ndiIds: readonly string[],
  options: PushOptions,
): Promise<Pushed> {
  const journal = createJournal(dataset.statePath, datasetId);
  const outcome = await uploadFrom(client, datasetId, sourceOf(dataset, ndiIds), {
    ...options,
    onlyUploadMissing: false,
    // Noted before: a run that dies while it sends cannot know what came of it.
    onArchive: async (ids, state) => (state === "sending" ? journal.add(ids) : undefined),
  });
  const sent = sentIds(outcome.report);
  const isBatch = outcome.report.uploadType === "batch";
  const left = isBatch ? await waitForDocuments(client, datasetId, sent, options) : [];
  const refused = failedIds(outcome.report);
  // What is late stays noted, so that the next run looks for it first.
  if (left.length === 0) await journal.clear();
  const late = new Set(left);
  const uploaded = sent.filter((id) => !late.has(id));
  const files = await pushFiles(client, dataset, datasetId, uploaded, options);
  return { outcome, uploaded, failed: [...refused, ...left], files };
}

/** Sends those files of documents that are in the folder and not on the server. */
export async function pushFiles(
  client: NdiCloudClient,
  dataset: LocalDataset,
  datasetId: string,
  ndiIds: readonly string[],
  options: PushOptions,
): Promise<UploadFilesResult | undefined> {
  const entries = await filesToSend(client, dataset, datasetId, ndiIds, options);
  if (entries.length === 0) return undefined;
  const isSerial = options.fileUploadStrategy === "serial";
  return await (isSerial ? uploadFiles : uploadZip)(client, datasetId, entries, options);
}

async function filesToSend(
  client: NdiCloudClient,
  dataset: LocalDataset,
  datasetId: string,
  ndiIds: readonly string[],
  options: WorkOptions,
): Promise<UploadFileEntry[]> {
  const entries = new Map<string, UploadFileEntry>();
  for (const docId of ndiIds) {
    const document = await dataset.documents.get(docId);
    for (const { uid } of fileLocations(document ?? {})) {
      if (!uid || entries.has(uid)) continue;
      const file = await dataset.files.get(uid);
      if (file) entries.set(uid, { uid, docId, filePath: file.path, bytes: file.bytes });
    }
  }
  if (entries.size === 0) return [];
  const served = await client.files.list(datasetId, {}, callOptions(options));
  for (const { uid, uploaded } of served) if (uploaded === true) entries.delete(uid);
  return [...entries.values()];
}

function sourceOf(dataset: LocalDataset, ids: readonly string[]) {
  return {
    ids,
    read: async (at: number): Promise<object> =>
      (await dataset.documents.get(ids[at] ?? "")) ?? gone(ids[at] ?? ""),
  };
}

function gone(id: string): never {
  throw new Error(`Document ${id} was deleted while it was to be sent`);
}
