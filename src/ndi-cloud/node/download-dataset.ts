/** Downloads a whole dataset into a folder. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isCode } from "../../node/private-file.js";
import { ClientwrightError, textOf } from "../../runtime/index.js";
import type { NdiCloudClient } from "../client.js";
import { NdiDownloadError, NdiValidationError } from "../errors.js";
import { fileLocations, mapFileLocations, withNdicLocations } from "../file-locations.js";
import type { Dataset } from "../models.js";
import { writeTextFile } from "./atomic-file.js";
import type { RetryChoices } from "./attempts.js";
import { type DownloadDocumentsOptions, walkDownload } from "./download-documents.js";
import { downloadDatasetFiles } from "./download-files.js";
import { plainName } from "./file-names.js";
import { LocalDataset, withLock } from "./local-dataset.js";
import { type RemoteDocuments, remoteDocuments } from "./remote-documents.js";
import { callOptions, checkAborted, clockOf, isAbort, reasonOf, type WorkOptions } from "./work.js";

/** What is downloaded: documents and files, or documents that name their files by reference. */
export type DownloadMode = "local" | "hybrid";

/** How a dataset is downloaded. */
export interface DownloadDatasetOptions extends DownloadDocumentsOptions, RetryChoices {
  /** Default: `local`. [NDI-100, NDI-101] */
  readonly mode?: DownloadMode;
  /** The dataset lands in a folder in it that is named by its id. [NDI-102] */
  readonly outputPath: string;
  /** Ends with the first file that fails; otherwise says so and goes on. Default: true. */
  readonly abortOnError?: boolean;
}

/**
 * Downloads a dataset. A run that was stopped is continued by the next: documents and files that are there are not
 * asked for again. [NDI-099 to NDI-105]
 *
 * @throws {NdiDownloadError} when the dataset cannot be reached, or something of it does not come.
 */
export async function downloadDataset(
  client: NdiCloudClient,
  datasetId: string,
  options: DownloadDatasetOptions,
): Promise<LocalDataset> {
  const { mode = "local", outputPath } = options;
  checkOptions(mode, datasetId, outputPath);
  const about = await reached(client, datasetId, options);
  const dataset = await LocalDataset.create(join(outputPath, datasetId));
  return await withLock(dataset, async () => {
    const remote = await remoteDocuments(client, datasetId, options);
    await fetchAll({ client, dataset, about, remote, options });
    if (mode === "local")
      await fetchFiles(client, dataset, datasetId, { ...options, known: about.files });
    if ((await dataset.link()) === undefined) {
      const { organizationId } = about;
      await dataset.setLink({ datasetId, organizationId }, clockOf(options).now());
    }
    const localIds = await dataset.documents.ids();
    await dataset.writeIndex({ localIds, remoteIds: remote.keys(), now: clockOf(options).now() });
    await rm(markPath(dataset), { force: true });
    return dataset;
  });
}

/** The same without exceptions, as the guide has it. [NDI-099, NDI-105] */
export async function tryDownloadDataset(
  client: NdiCloudClient,
  datasetId: string,
  options: DownloadDatasetOptions,
): Promise<{
  readonly success: boolean;
  readonly message: string;
  readonly dataset: LocalDataset | undefined;
}> {
  try {
    const dataset = await downloadDataset(client, datasetId, options);
    return { success: true, message: `Downloaded to ${dataset.path}`, dataset };
  } catch (error) {
    return { success: false, message: reasonOf(error), dataset: undefined };
  }
}

function checkOptions(mode: string, datasetId: string, outputPath: string): void {
  if (mode !== "local" && mode !== "hybrid")
    throw new NdiValidationError('mode must be "local" or "hybrid"');
  if (!outputPath) throw new NdiValidationError("outputPath must not be empty");
  // It becomes the name of a folder.
  if (plainName(datasetId) !== datasetId)
    throw new NdiValidationError("datasetId must be an id of the server");
}

async function reached(
  client: NdiCloudClient,
  datasetId: string,
  options: WorkOptions,
): Promise<Dataset> {
  try {
    return await client.datasets.get(datasetId, callOptions(options));
  } catch (cause) {
    if (!(cause instanceof ClientwrightError) || isAbort(cause, options)) throw cause;
    const { status, code } = cause;
    throw new NdiDownloadError(`Dataset ${datasetId} cannot be downloaded: ${cause.message}`, {
      ...{ kind: cause.kind, cause, code },
      ...(status !== undefined && { status }),
    });
  }
}

interface Job {
  readonly client: NdiCloudClient;
  readonly dataset: LocalDataset;
  readonly about: Dataset;
  readonly remote: RemoteDocuments;
  readonly options: DownloadDatasetOptions;
}

/** Documents of a run before that ended early are kept; those of one that was complete may have changed since. */
async function fetchAll({ client, dataset, about, remote, options }: Job): Promise<void> {
  const wasStopped = await isMarked(dataset, about.id);
  await writeTextFile(markPath(dataset), JSON.stringify({ datasetId: about.id }));
  const missing: string[] = [];
  for (const [ndiId, id] of remote) {
    if (!wasStopped || !(await dataset.documents.has(ndiId))) missing.push(id);
  }
  await fetchDocuments(client, dataset, about.id, missing, options);
}

/** Downloads documents into a folder; they name their files by reference until the files are there. */
export async function fetchDocuments(
  client: NdiCloudClient,
  dataset: LocalDataset,
  datasetId: string,
  documentIds: readonly string[],
  options: DownloadDocumentsOptions,
): Promise<string[]> {
  const written: string[] = [];
  for await (const document of walkDownload(client, datasetId, documentIds, options)) {
    checkAborted(options);
    written.push(
      await dataset.documents.put(withNdicLocations(document, datasetId), idOf(document)),
    );
  }
  return written;
}

/** The server's id, which stands for documents that have no NDI id. */
function idOf(document: object): string | undefined {
  return textOf((document as { readonly id?: unknown }).id) || undefined;
}

/** Downloads the files that documents of a folder name, and has the documents say so. */
export async function fetchFiles(
  client: NdiCloudClient,
  dataset: LocalDataset,
  datasetId: string,
  options: Parameters<typeof downloadDatasetFiles>[4] & {
    /** NDI ids of the documents. Default: all. */
    readonly documents?: readonly string[];
  },
): Promise<Awaited<ReturnType<typeof downloadDatasetFiles>>> {
  const ids = options.documents ?? (await dataset.documents.ids());
  const uids = new Set<string>();
  for (const id of ids) {
    const document = await dataset.documents.get(id);
    for (const { uid } of fileLocations(document ?? {})) if (uid) uids.add(uid);
  }
  const folder = dataset.files.folder;
  const outcome = await downloadDatasetFiles(client, datasetId, uids, folder, options);
  const here = new Set([...outcome.downloaded, ...outcome.present]);
  for (const id of ids) await namePaths(dataset, id, here);
  return outcome;
}

/** Locations of files that are in the folder become paths. */
async function namePaths(
  dataset: LocalDataset,
  id: string,
  here: ReadonlySet<string>,
): Promise<void> {
  const document = await dataset.documents.get(id);
  if (document === undefined) return;
  let isChanged = false;
  const named = mapFileLocations(document, (location) => {
    const { uid } = location;
    if (!uid || !here.has(uid)) return location;
    isChanged = true;
    const place = { location: dataset.files.path(uid), location_type: "file" };
    return { ...location, ...place, ingest: 1, delete_original: 1 };
  });
  if (isChanged) await dataset.documents.put(named);
}

function markPath(dataset: LocalDataset): string {
  return join(dataset.statePath, "download.json");
}

async function isMarked(dataset: LocalDataset, datasetId: string): Promise<boolean> {
  try {
    return (await readFile(markPath(dataset), "utf8")) === JSON.stringify({ datasetId });
  } catch (error) {
    if (isCode(error, "ENOENT")) return false;
    throw error;
  }
}
