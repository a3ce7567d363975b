/** Downloads many documents: archives that the server packs, a few thousand documents each. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NdiDocument } from "../../../generated/ndi-cloud/models.js";
import { ClientwrightError } from "../../runtime/index.js";
import type { NdiCloudClient } from "../client.js";
import { ndiIdOf } from "../document-body.js";
import { NdiDownloadError, NdiValidationError } from "../errors.js";
import { receiveFile } from "./atomic-file.js";
import { readDocumentArchive } from "./document-archive.js";
import { remoteDocuments } from "./remote-documents.js";
import {
  abortError,
  callOptions,
  checkAborted,
  clockOf,
  isAbort,
  pause,
  reasonOf,
  say,
  type WorkOptions,
} from "./work.js";
import type { ZipLimits } from "./zip-reader.js";

/** How documents are downloaded. */
export interface DownloadDocumentsOptions extends WorkOptions, ZipLimits {
  /** Documents of one archive. Default: 2,000. */
  readonly chunkSize?: number;
  /** Milliseconds to wait for an archive. Default: 20,000. */
  readonly timeoutMs?: number;
  /** Milliseconds between two looks for it. Default: 1,000. */
  readonly pollIntervalMs?: number;
  /** Goes on with the next archive when one fails, and says so. Default: false. */
  readonly continueOnError?: boolean;
}

/**
 * Whole documents, in memory; a document that comes twice is given once. [NDI-141]
 *
 * @param documentIds Ids of the server. Default: all documents of the dataset.
 * @throws {NdiDownloadError} when an archive does not come, or is not safe; `details` has the documents before it.
 */
export async function bulkDownload(
  client: NdiCloudClient,
  datasetId: string,
  documentIds?: readonly string[],
  options: DownloadDocumentsOptions = {},
): Promise<NdiDocument[]> {
  const ids = documentIds ?? [...(await remoteDocuments(client, datasetId, options)).values()];
  const documents: NdiDocument[] = [];
  try {
    for await (const document of walkDownload(client, datasetId, ids, options))
      documents.push(document);
  } catch (error) {
    if (!(error instanceof NdiDownloadError)) throw error;
    const { message, code, status } = error;
    const about = { cause: error, code, ...(status !== undefined && { status }) };
    throw new NdiDownloadError(message, { ...about, details: { documents } });
  }
  return documents;
}

/** The same, one document at a time: one archive is on disk, and one entry of it in memory. */
export async function* walkDownload(
  client: NdiCloudClient,
  datasetId: string,
  documentIds: readonly string[],
  options: DownloadDocumentsOptions = {},
): AsyncGenerator<NdiDocument, void, undefined> {
  const { chunkSize = 2_000, continueOnError = false } = options;
  if (!(chunkSize >= 1)) throw new NdiValidationError("chunkSize must be 1 or more");
  const seen = new Set<string>();
  const total = documentIds.length;
  for (let start = 0, chunk = 1; start < total; start += chunkSize, chunk += 1) {
    const ids = documentIds.slice(start, start + chunkSize);
    options.onProgress?.({ phase: "documents", done: start, total });
    try {
      for await (const document of oneArchive({ client, datasetId, ids, chunk, options })) {
        const ndiId = ndiIdOf({ base: document.base });
        if (ndiId !== undefined && seen.has(ndiId)) continue;
        if (ndiId !== undefined) seen.add(ndiId);
        yield document;
      }
    } catch (error) {
      if (!continueOnError || isAbort(error, options)) throw error;
      say(options, reasonOf(error));
    }
  }
  options.onProgress?.({ phase: "documents", done: total, total });
}

interface Chunk {
  readonly client: NdiCloudClient;
  readonly datasetId: string;
  readonly ids: readonly string[];
  /** Number of the archive, from 1. */
  readonly chunk: number;
  readonly options: DownloadDocumentsOptions;
}

async function* oneArchive(wanted: Chunk): AsyncGenerator<NdiDocument, void, undefined> {
  const folder = await mkdtemp(join(tmpdir(), "ndi-archive-"));
  try {
    const archive = join(folder, "documents.zip");
    await fetchArchive(wanted, archive);
    yield* readDocumentArchive(archive, wanted.options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Asks where the archive will be, and looks there until it is. */
async function fetchArchive(wanted: Chunk, path: string): Promise<void> {
  const { client, datasetId, ids, chunk, options } = wanted;
  const { timeoutMs = 20_000, pollIntervalMs = 1_000 } = options;
  const ask = () => client.documents.requestBulkDownload(datasetId, ids, callOptions(options));
  const clock = clockOf(options);
  let { url } = await ask();
  const end = clock.now() + timeoutMs;
  for (;;) {
    checkAborted(options);
    try {
      const { stream, size, response } = await client.files.open(url, callOptions(options));
      return void (await receiveFile(path, { stream, size, headers: response.headers }, options));
    } catch (error) {
      if (isLocal(error) || isAbort(error, options)) throw failure(error, options);
      const remainingMs = end - clock.now();
      if (remainingMs <= 0) throw tooLate(chunk, error);
      // 403 is also what the storage says of archives that are not there yet: only its own word tells.
      if (isOver(error)) url = (await ask()).url;
      else await pause(Math.min(pollIntervalMs, remainingMs), options);
    }
  }
}

function failure(error: unknown, options: WorkOptions): unknown {
  return options.signal?.aborted ? abortError(options.signal.reason) : error;
}

/** A disk that is full stays so. */
function isLocal(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "errno" in error;
}

function isOver(error: unknown): boolean {
  if (!(error instanceof ClientwrightError)) return false;
  return /expired/i.test(`${error.code ?? ""} ${String(error.body ?? "")}`);
}

function tooLate(chunk: number, cause: unknown): NdiDownloadError {
  const message = `Download failed for chunk ${chunk}: its archive did not come in time`;
  const status = cause instanceof ClientwrightError ? cause.status : undefined;
  return new NdiDownloadError(message, { cause, ...(status !== undefined && { status }) });
}
