/** Uploads many documents: in archives, or one by one. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NdiDocument } from "../../../generated/ndi-cloud/models.js";
import type { NdiCloudClient } from "../client.js";
import { bareDocument, ndiIdOf } from "../document-body.js";
import { platformEnvironment } from "../environment.js";
import { NdiConfigError, NdiValidationError } from "../errors.js";
import { attemptsAt, type RetryChoices } from "./attempts.js";
import { writeDocumentArchive } from "./document-archive.js";
import { putFile } from "./file-bytes.js";
import { type IngestChoices, remoteDocuments, waitForDocuments } from "./remote-documents.js";
import { createReport, sentIds, type UploadOutcome } from "./upload-report.js";
import { callOptions, checkAborted, isAbort, reasonOf, say, type WorkOptions } from "./work.js";

/** How documents are uploaded. */
export interface UploadDocumentsOptions extends WorkOptions, RetryChoices, IngestChoices {
  /** Leaves out those whose `base.id` the server has. Default: true. [NDI-095] */
  readonly onlyUploadMissing?: boolean;
  /** Documents of one archive at most. Default: all in one. */
  readonly maxDocumentChunk?: number;
  /** One by one instead of in archives. Default: what `NDI_CLOUD_UPLOAD_NO_ZIP` says. */
  readonly serial?: boolean;
  /** Waits until the server has unpacked the archives. Default: false. */
  readonly waitForIngest?: boolean;
  /** Told of the NDI ids of each archive before and after it is sent. */
  readonly onArchive?: (ndiIds: readonly string[], state: "sending" | "sent") => Promise<void>;
}

/** Where documents come from: those in memory, or the ids of those that are read when they are sent. */
export interface DocumentSource {
  readonly ids: readonly string[];
  read(index: number): Promise<object>;
}

/**
 * Uploads documents in archives; the server unpacks them later. A part that fails is in the report, and the others are
 * sent all the same. [NDI-094 to NDI-098, NDI-140]
 *
 * @throws {NdiValidationError} for an empty list.
 */
export async function uploadDocumentCollection(
  client: NdiCloudClient,
  datasetId: string,
  documents: readonly NdiDocument[],
  options: UploadDocumentsOptions = {},
): Promise<UploadOutcome> {
  if (documents.length === 0) throw new NdiValidationError("There are no documents to upload");
  const bodies = documents.map(bareDocument);
  const ids = bodies.map((body) => ndiIdOf(body) ?? "");
  return await uploadFrom(
    client,
    datasetId,
    { ids, read: async (at) => bodies[at] ?? {} },
    options,
  );
}

/** The same, for documents that are read when they are sent. */
export async function uploadFrom(
  client: NdiCloudClient,
  datasetId: string,
  source: DocumentSource,
  options: UploadDocumentsOptions,
): Promise<UploadOutcome> {
  const { onlyUploadMissing = true, maxDocumentChunk = Number.POSITIVE_INFINITY } = options;
  if (!(maxDocumentChunk >= 1)) throw new NdiValidationError("maxDocumentChunk must be 1 or more");
  const remote = onlyUploadMissing
    ? await remoteDocuments(client, datasetId, options)
    : new Map<string, string>();
  const wanted = [...source.ids.keys()].filter((at) => !remote.has(source.ids[at] ?? ""));
  if (wanted.length === 0) return createReport("none").outcome();
  const upload: Upload = { client, datasetId, source, wanted, options };
  const isSerial = options.serial ?? isSerialByEnvironment();
  const outcome = isSerial ? await sendEach(upload) : await sendArchives(upload, maxDocumentChunk);
  if (!isSerial && options.waitForIngest) await ingested(upload, outcome);
  return outcome;
}

interface Upload {
  readonly client: NdiCloudClient;
  readonly datasetId: string;
  readonly source: DocumentSource;
  /** Indexes of what is to be sent. */
  readonly wanted: readonly number[];
  readonly options: UploadDocumentsOptions;
}

async function sendEach({
  client,
  datasetId,
  source,
  wanted,
  options,
}: Upload): Promise<UploadOutcome> {
  const report = createReport("serial");
  for (const [done, at] of wanted.entries()) {
    checkAborted(options);
    const id = source.ids[at] ?? "";
    options.onProgress?.({ phase: "documents", done, total: wanted.length, id });
    try {
      const body = (await source.read(at)) as NdiDocument; // A document is free JSON.
      await client.documents.add(datasetId, body, callOptions(options));
      report.add(id);
    } catch (error) {
      if (isAbort(error, options)) throw error;
      say(options, `Document ${id} was not uploaded: ${reasonOf(error)}`);
      report.add(id, error);
    }
  }
  options.onProgress?.({ phase: "documents", done: wanted.length, total: wanted.length });
  return report.outcome();
}

async function sendArchives(upload: Upload, size: number): Promise<UploadOutcome> {
  const { wanted, source, options } = upload;
  const report = createReport("batch");
  for (let start = 0; start < wanted.length; start += size) {
    checkAborted(options);
    const chunk = wanted.slice(start, start + size);
    const ids = chunk.map((at) => source.ids[at] ?? "");
    options.onProgress?.({ phase: "documents", done: start, total: wanted.length });
    try {
      await sendArchive(upload, chunk, () => options.onArchive?.(ids, "sending"));
      report.add(ids);
      await options.onArchive?.(ids, "sent");
    } catch (error) {
      if (isAbort(error, options)) throw error;
      say(options, `${ids.length} documents were not uploaded: ${reasonOf(error)}`);
      report.add(ids, error);
    }
  }
  options.onProgress?.({ phase: "documents", done: wanted.length, total: wanted.length });
  return report.outcome();
}

/** @param onSending Called before bytes leave: a run that is stopped earlier has sent nothing. */
async function sendArchive(
  { client, datasetId, source, options }: Upload,
  chunk: readonly number[],
  onSending: () => Promise<void> | undefined,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ndi-documents-"));
  try {
    const name = `${datasetId}.${folder.slice(-6)}`;
    const archive = join(folder, `${name}.zip`);
    await writeDocumentArchive(archive, name, read(source, chunk), options);
    await attemptsAt(
      options,
      () => client.documents.requestBulkUpload(datasetId, callOptions(options)),
      async ({ url }) => {
        await onSending();
        await putFile(client, url, archive, {
          ...options,
          onBytes: (bytes, totalBytes) =>
            options.onProgress?.({ phase: "documents", done: 0, bytes, totalBytes }),
        });
      },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* read(
  source: DocumentSource,
  chunk: readonly number[],
): AsyncGenerator<object, void, undefined> {
  for (const at of chunk) yield await source.read(at);
}

async function ingested(
  { client, datasetId, options }: Upload,
  { report }: UploadOutcome,
): Promise<void> {
  const sent = sentIds(report).filter((id) => id !== "");
  const left = await waitForDocuments(client, datasetId, sent, options);
  if (left.length > 0) say(options, `${left.length} documents are sent, but not unpacked yet`);
}

/** What is no yes is a no. */
function isSerialByEnvironment(): boolean {
  return /^(true|1|yes)$/i.test(platformEnvironment().NDI_CLOUD_UPLOAD_NO_ZIP?.trim() ?? "");
}

/** The error for a folder that belongs to no dataset of the server. */
export function noLink(path: string): NdiConfigError {
  return new NdiConfigError(
    `${path} belongs to no dataset of the server: it has no dataset_remote`,
  );
}
