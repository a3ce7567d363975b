/** Downloads files to disk: each is there whole, or not at all. */
import { join } from "node:path";
import type { DatasetFile } from "../../../generated/ndi-cloud/models.js";
import type { NdiCloudClient } from "../client.js";
import { NdiDownloadError } from "../errors.js";
import { parseNdicUri } from "../file-locations.js";
import { receiveFile } from "./atomic-file.js";
import { attempts, type RetryChoices } from "./attempts.js";
import { fileNameOf } from "./file-names.js";
import { exists } from "./local-documents.js";
import {
  abortError,
  callOptions,
  checkAborted,
  isAbort,
  reasonOf,
  say,
  type WorkOptions,
} from "./work.js";

/** How a file is downloaded. */
export interface DownloadFileOptions extends WorkOptions, RetryChoices {
  /** Size that it must have, where it is known. */
  readonly size?: number | undefined;
}

/** A file of a dataset. */
export interface WantedFile {
  readonly datasetId: string;
  readonly uid: string;
}

/**
 * Downloads a file to a path. Each try asks for a fresh address; what breaks off leaves nothing. [NDI-151]
 *
 * @returns its length in bytes.
 * @throws {NdiDownloadError} when its bytes are not there, are not all there, or do not have their checksum.
 */
export async function downloadTo(
  client: NdiCloudClient,
  { datasetId, uid }: WantedFile,
  path: string,
  options: DownloadFileOptions = {},
): Promise<number> {
  const once = async (): Promise<number> => {
    const file = await client.files.download(datasetId, uid, {}, callOptions(options));
    const { stream, size = options.size, response } = file;
    const onBytes = (bytes: number): void =>
      options.onProgress?.({ phase: "files", done: 0, id: uid, bytes, totalBytes: size });
    return await receiveFile(
      path,
      { stream, size, headers: response.headers },
      { ...options, onBytes },
    );
  };
  try {
    return await attempts(options, once);
  } catch (error) {
    throw options.signal?.aborted ? abortError(options.signal.reason) : error;
  }
}

/** Downloads the file that an `ndic://datasetId/uid` reference means; the rest as `downloadTo`. [NDI-151] */
export async function fetchNdicUri(
  client: NdiCloudClient,
  uri: string,
  path: string,
  options: DownloadFileOptions = {},
): Promise<number> {
  return await downloadTo(client, parseNdicUri(uri), path, options);
}

/** How files of a dataset are downloaded. */
export interface DownloadFilesOptions extends WorkOptions, RetryChoices {
  /** Ends with the first file that fails; otherwise says so and goes on. Default: true. */
  readonly abortOnError?: boolean;
  /** Files of the dataset, where they are known already. */
  readonly known?: readonly DatasetFile[];
}

/** What became of files. */
export interface DownloadedFiles {
  /** Uids of those that came. */
  readonly downloaded: readonly string[];
  /** Uids of those that were there already. */
  readonly present: readonly string[];
  /** Uids of those that the server does not have. */
  readonly skipped: readonly string[];
  /** Uids of those that failed. */
  readonly failed: readonly string[];
}

/**
 * Downloads files of a dataset into a folder, named by their uids; those that are there already stay as they are, so
 * that a run goes on where the last one stopped. [NDI-151]
 */
export async function downloadDatasetFiles(
  client: NdiCloudClient,
  datasetId: string,
  uids: Iterable<string>,
  folder: string,
  options: DownloadFilesOptions = {},
): Promise<DownloadedFiles> {
  const wanted = [...new Set(uids)];
  const known = options.known ?? (await client.files.list(datasetId, {}, callOptions(options)));
  const served = new Map(known.filter(isThere).map((file) => [file.uid, file]));
  const outcome = {
    downloaded: [] as string[],
    present: [] as string[],
    skipped: [] as string[],
    failed: [] as string[],
  };
  for (const [done, uid] of wanted.entries()) {
    checkAborted(options);
    options.onProgress?.({ phase: "files", done, total: wanted.length, id: uid });
    const path = join(folder, fileNameOf(uid));
    if (await exists(path)) outcome.present.push(uid);
    else if (!served.has(uid)) {
      outcome.skipped.push(uid);
      say(options, `File ${uid} is not uploaded: left out`);
    } else if (
      await fetched(client, { datasetId, uid }, path, {
        ...options,
        size: served.get(uid)?.size,
        done,
        total: wanted.length,
      })
    ) {
      outcome.downloaded.push(uid);
    } else outcome.failed.push(uid);
  }
  options.onProgress?.({ phase: "files", done: wanted.length, total: wanted.length });
  return outcome;
}

function isThere({ uploaded }: DatasetFile): boolean {
  // Some servers write 1.
  return uploaded === true || (uploaded as unknown) === 1;
}

type FetchOptions = DownloadFilesOptions & {
  readonly size: number | undefined;
  readonly done: number;
  readonly total: number;
};

async function fetched(
  client: NdiCloudClient,
  file: WantedFile,
  path: string,
  options: FetchOptions,
): Promise<boolean> {
  const { done, total, onProgress } = options;
  try {
    const tell: WorkOptions["onProgress"] =
      onProgress && ((progress) => onProgress({ ...progress, done, total }));
    await downloadTo(client, file, path, { ...options, onProgress: tell });
    return true;
  } catch (error) {
    if (isAbort(error, options)) throw error;
    if (options.abortOnError ?? true) throw withUid(error, file.uid);
    say(options, `File ${file.uid} was not downloaded: ${reasonOf(error)}`);
    return false;
  }
}

function withUid(cause: unknown, uid: string): unknown {
  if (!(cause instanceof NdiDownloadError)) return cause;
  const { status, code } = cause;
  return new NdiDownloadError(`File ${uid} was not downloaded: ${cause.message}`, {
    ...{ cause, code, details: { uid } },
    ...(status !== undefined && { status }),
  });
}
