/** Makes a dataset folder and its dataset of the server alike. */

import type { DeleteWhen } from "../../../generated/ndi-cloud/models.js";
import type { NdiCloudClient } from "../client.js";
import { NdiSyncError } from "../errors.js";
import { fetchDocuments, fetchFiles } from "./download-dataset.js";
import type { DownloadDocumentsOptions } from "./download-documents.js";
import { type FolderLink, type LocalDataset, withLock } from "./local-dataset.js";
import { type PushOptions, pushDocuments, pushFiles, settleJournal } from "./push-documents.js";
import { type RemoteDocuments, remoteDocuments } from "./remote-documents.js";
import { settleArchives, unpackedArchives } from "./sync-archives.js";
import {
  planSync,
  readSyncMode,
  type SyncMode,
  type SyncModeInput,
  type SyncPlan,
} from "./sync-plan.js";
import { createState, reportOf, type SyncReport, type SyncTally } from "./sync-report.js";
import { callOptions, checkAborted, clockOf, isAbort, reasonOf, say } from "./work.js";

/** How two sides are made alike. */
export interface SyncOptions
  extends PushOptions,
    Pick<DownloadDocumentsOptions, "chunkSize" | "timeoutMs" | "pollIntervalMs"> {
  readonly mode: SyncModeInput;
  /** Downloads the bytes of files, too; otherwise documents name them by reference. Files are always uploaded. Default: false. */
  readonly syncFiles?: boolean;
  /** Tells what would be done, and does nothing. Default: false. */
  readonly dryRun?: boolean;
  /** When documents of the server are gone that a mirror deletes. Default: `7d`. */
  readonly when?: DeleteWhen;
  /** Told of the plan before anything is done; answers false to leave it. */
  readonly onPlan?: (plan: SyncPlan) => boolean | undefined | Promise<boolean | undefined>;
}

/**
 * Makes both sides alike. One process at a time works on a folder. After any failure nothing is deleted, and the index
 * of the last synchronisation stays as it was, so that the next run does what is left. [NDI-143 to NDI-147]
 *
 * @throws {NdiSyncError} when the folder belongs to no dataset or to several, is in use, or archives that were sent
 * before are not unpacked. What fails later is in the report.
 */
export async function sync(
  client: NdiCloudClient,
  dataset: LocalDataset,
  options: SyncOptions,
): Promise<SyncReport> {
  const mode = readSyncMode(options.mode);
  if (options.dryRun) return await run(client, dataset, mode, options);
  return await withLock(dataset, () => run(client, dataset, mode, options));
}

/** What a synchronisation would do; nothing is written, here or there. */
export async function syncPlan(
  client: NdiCloudClient,
  dataset: LocalDataset,
  options: SyncOptions,
): Promise<SyncPlan> {
  return (await sync(client, dataset, { ...options, dryRun: true })).plan;
}

async function run(
  client: NdiCloudClient,
  dataset: LocalDataset,
  mode: SyncMode,
  options: SyncOptions,
): Promise<SyncReport> {
  const link = await linkOfFolder(dataset);
  const { datasetId } = link;
  if (!options.dryRun) {
    await settleArchives(client, datasetId, options);
    await settleJournal(client, dataset, datasetId, options);
  }
  const local = new Set(await dataset.documents.ids());
  const remote = await remoteDocuments(client, datasetId, options);
  const { remoteDocumentIdsLastSync } = await dataset.readIndex();
  const remoteIds = new Set(remote.keys());
  const remoteBefore = new Set(remoteDocumentIdsLastSync);
  const plan = planSync(mode, { local, remote: remoteIds, remoteBefore, kept: link.documentId });
  const state = createState(mode, plan, options.dryRun ?? false);
  const isWanted = await options.onPlan?.(plan);
  if (options.dryRun) return reportOf(state);
  if (isWanted === false) return reportOf({ ...state, message: "The plan was declined" });
  await perform({ client, dataset, datasetId, options, state, local, remote });
  return reportOf(state);
}

interface Run {
  readonly client: NdiCloudClient;
  readonly dataset: LocalDataset;
  readonly datasetId: string;
  readonly options: SyncOptions;
  readonly state: SyncTally;
  readonly local: ReadonlySet<string>;
  readonly remote: RemoteDocuments;
}

/** Steps in order; the first that fails ends them, and what it did stays. */
async function perform(work: Run): Promise<void> {
  const { options, state } = work;
  try {
    await upload(work);
    const remote = await remoteAfterUpload(work);
    if (state.message === undefined) await download(work, remote);
    if (state.message === undefined) await deleteRemote(work, remote);
    if (state.message === undefined) await deleteLocal(work, remote);
    if (state.message === undefined) await note(work, remote);
  } catch (error) {
    if (isAbort(error, options) || !(error instanceof Error)) throw error;
    state.message = reasonOf(error);
    say(options, `The synchronisation stopped: ${state.message}`);
  }
}

async function upload({
  client,
  dataset,
  datasetId,
  options,
  state,
  local,
  remote,
}: Run): Promise<void> {
  const { upload: ids, mode } = state.plan;
  if (mode === "downloadNew" || mode === "mirrorFromRemote") return;
  if (ids.length > 0) {
    const pushed = await pushDocuments(client, dataset, datasetId, ids, options);
    state.uploadReport = pushed.outcome.report;
    state.uploaded = pushed.uploaded;
    state.failed = pushed.failed;
    countFiles(state, pushed.files);
    if (pushed.failed.length > 0)
      state.message ??= `${pushed.failed.length} documents were not uploaded`;
  }
  // Files of documents that an earlier run sent, and was stopped before their files.
  const shared = [...local].filter((id) => remote.has(id));
  if (state.message === undefined)
    countFiles(state, await pushFiles(client, dataset, datasetId, shared, options));
  if (state.message === undefined) await awaitArchives(client, state, options);
}

/** Files are there once their archives are unpacked. */
async function awaitArchives(
  client: NdiCloudClient,
  state: SyncTally,
  options: SyncOptions,
): Promise<void> {
  const { message, uids } = await unpackedArchives(client, state.archives, options);
  state.filesUploaded -= uids.length;
  state.filesFailed += uids.length;
  state.message = message;
}

function countFiles(state: SyncTally, files: Awaited<ReturnType<typeof pushFiles>>): void {
  if (files === undefined) return;
  state.archives.push(...files.archives);
  state.filesUploaded += files.uploadedCount;
  state.filesFailed += files.notUploaded.length + files.skipped.length;
  if (!files.success) state.message ??= files.message;
}

/** Lists anew where something was sent, or others may have written meanwhile. */
async function remoteAfterUpload({
  client,
  datasetId,
  options,
  state,
  remote,
}: Run): Promise<RemoteDocuments> {
  const { mode } = state.plan;
  if (state.message !== undefined || mode === "downloadNew" || mode === "mirrorFromRemote")
    return remote;
  return await remoteDocuments(client, datasetId, options);
}

async function download(work: Run, remote: RemoteDocuments): Promise<void> {
  const { client, dataset, datasetId, options, state, local } = work;
  const { mode } = state.plan;
  if (mode === "uploadNew" || mode === "mirrorToRemote") return;
  const late =
    mode === "twoWaySync" ? [...remote.keys()].filter((id) => !local.has(id)) : undefined;
  const wanted = late ?? state.plan.download;
  const ids = wanted.flatMap((ndiId) => remote.get(ndiId) ?? []);
  if (ids.length > 0) {
    const written = new Set(await fetchDocuments(client, dataset, datasetId, ids, options));
    state.downloaded = [...written].sort();
    state.failed = wanted.filter((id) => !written.has(id));
    if (state.failed.length > 0) state.message ??= `${state.failed.length} documents did not come`;
  }
  if (options.syncFiles) await downloadFiles(work, remote);
}

/** Of all documents that both sides have: an earlier run may have been stopped before their files. */
async function downloadFiles(
  { client, dataset, datasetId, options, state }: Run,
  remote: RemoteDocuments,
): Promise<void> {
  const documents = (await dataset.documents.ids()).filter((id) => remote.has(id));
  const choices = { ...options, documents, abortOnError: false };
  const { downloaded, failed } = await fetchFiles(client, dataset, datasetId, choices);
  state.filesDownloaded = downloaded.length;
  state.filesFailed += failed.length;
  if (failed.length > 0) state.message ??= `${failed.length} files were not downloaded`;
}

async function deleteRemote(
  { client, datasetId, options, state, local }: Run,
  remote: RemoteDocuments,
): Promise<void> {
  if (state.plan.mode !== "mirrorToRemote") return;
  const extra = [...remote].filter(([ndiId]) => !local.has(ndiId));
  if (extra.length === 0) return;
  checkAborted(options);
  options.onProgress?.({ phase: "delete", done: 0, total: extra.length });
  const { when = "7d" } = options;
  const ids = extra.map(([, id]) => id);
  await client.documents.bulkDelete(datasetId, ids, { when }, callOptions(options));
  state.deletedRemote = extra.map(([ndiId]) => ndiId).sort();
}

async function deleteLocal(
  { dataset, options, state }: Run,
  remote: RemoteDocuments,
): Promise<void> {
  if (state.plan.mode !== "mirrorFromRemote") return;
  const kept = (await dataset.findLink())?.documentId;
  const extra = (await dataset.documents.ids()).filter((id) => !remote.has(id) && id !== kept);
  for (const [done, id] of extra.entries()) {
    checkAborted(options);
    options.onProgress?.({ phase: "delete", done, total: extra.length, id });
    await dataset.documents.delete(id);
    state.deletedLocal.push(id);
  }
}

/** Both sides as they are now; what this run deleted on the server is not there any more, though lists may lag. */
async function note(
  { dataset, options, state, local }: Run,
  remote: RemoteDocuments,
): Promise<void> {
  const gone = new Set(state.deletedRemote);
  const { mode } = state.plan;
  const sendsOnly = mode === "uploadNew" || mode === "mirrorToRemote";
  await dataset.writeIndex({
    localIds: sendsOnly ? local : await dataset.documents.ids(),
    remoteIds: [...remote.keys()].filter((id) => !gone.has(id)),
    now: clockOf(options).now(),
  });
  state.indexUpdated = true;
}

async function linkOfFolder(dataset: LocalDataset): Promise<FolderLink> {
  const link = await dataset.findLink();
  if (link !== undefined) return link;
  const message = `${dataset.path} belongs to no dataset of the server: it has no dataset_remote`;
  throw new NdiSyncError(message, { kind: "config", code: "NO_LINK" });
}
