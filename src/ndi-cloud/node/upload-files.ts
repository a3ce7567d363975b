/** Uploads files: many in archives, or one by one. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isCode } from "../../node/private-file.js";
import type { NdiCloudClient } from "../client.js";
import { NdiValidationError } from "../errors.js";
import { attemptsAt, type RetryChoices } from "./attempts.js";
import { putFile } from "./file-bytes.js";
import { firstFit } from "./first-fit.js";
import type { LocalDataset } from "./local-dataset.js";
import { callOptions, checkAborted, isAbort, reasonOf, say, type WorkOptions } from "./work.js";
import { writeZip } from "./zip-writer.js";

/** A file that is to be uploaded. [NDI-089] */
export interface UploadFileEntry {
  readonly uid: string;
  /** Where its bytes are. Default: `data`, else the dataset folder. */
  readonly filePath?: string | undefined;
  readonly data?: Uint8Array | undefined;
  /** Size; looked up when it is missing. */
  readonly bytes?: number | undefined;
  /** Left out when true. */
  readonly isUploaded?: boolean | undefined;
  readonly name?: string | undefined;
  /** NDI id of its document. */
  readonly docId?: string | undefined;
}

/** How files are uploaded. */
export interface UploadFilesOptions extends WorkOptions, RetryChoices {
  /** Folder where files are found that say no place of their own. [NDI-174] */
  readonly database?: LocalDataset;
  /** Default: the organization of the dataset. */
  readonly organizationId?: string;
}

/** How archives of files are uploaded. */
export interface UploadZipOptions extends UploadFilesOptions {
  /** Bytes of one archive, before they are packed. Default: 50,000,000. */
  readonly sizeLimitBytes?: number;
  /** Waits until the server has unpacked each archive. Default: false. */
  readonly waitForCompletion?: boolean;
  /** Kilobytes in all; not used. [NDI-088] */
  readonly totalSizeKb?: number;
}

/** What became of an upload of files. */
export interface UploadFilesResult {
  readonly success: boolean;
  /** What happened, in a sentence. */
  readonly message: string;
  readonly uploadedCount: number;
  /** Uids of those that were sent. */
  readonly uploaded: readonly string[];
  /** Uids of those whose bytes are not on disk. */
  readonly skipped: readonly string[];
  /** Uids of those that were not sent, as an upload before failed. */
  readonly notUploaded: readonly string[];
  /** Jobs that unpack the archives, where the server names them. */
  readonly jobIds: readonly string[];
  /** The archives that were sent, and what was in each. */
  readonly archives: readonly SentArchive[];
  /** What ended the upload. */
  readonly error?: unknown;
}

/** An archive that the storage has taken. */
export interface SentArchive {
  /** Empty where the server names no job. */
  readonly jobId: string;
  readonly uids: readonly string[];
}

/** A file whose bytes were found. */
interface FoundFile {
  readonly uid: string;
  readonly content: { readonly path: string } | Buffer;
  readonly bytes: number;
}

/**
 * Uploads files in archives of a limited size, each entry named by its uid. Files that are not on disk are skipped, and
 * make the result a failure in the end; an archive that fails ends the upload. [NDI-087 to NDI-090, NDI-142, NDI-174]
 */
export async function uploadZip(
  client: NdiCloudClient,
  datasetId: string,
  files: readonly UploadFileEntry[],
  options: UploadZipOptions = {},
): Promise<UploadFilesResult> {
  const { sizeLimitBytes = 50_000_000 } = options;
  if (!(sizeLimitBytes >= 1)) throw new NdiValidationError("sizeLimitBytes must be 1 or more");
  const batchesOf = (found: readonly FoundFile[]) =>
    firstFit(found, sizeLimitBytes, ({ bytes }) => bytes);
  return await upload(files, options, batchesOf, (batch, tell) =>
    sendZip(client, datasetId, batch, { options, tell }),
  );
}

/** Uploads files one by one; otherwise as `uploadZip`. */
export async function uploadFiles(
  client: NdiCloudClient,
  datasetId: string,
  files: readonly UploadFileEntry[],
  options: UploadFilesOptions = {},
): Promise<UploadFilesResult> {
  const each = (found: readonly FoundFile[]) => found.map((file) => [file]);
  return await upload(files, options, each, async ([file], tell) => {
    if (file !== undefined) await sendFile(client, datasetId, file, { options, tell });
    return undefined;
  });
}

type Tell = (bytes: number, totalBytes: number) => void;

async function upload(
  entries: readonly UploadFileEntry[],
  options: UploadFilesOptions,
  batchesOf: (found: readonly FoundFile[]) => readonly (readonly FoundFile[])[],
  send: (batch: readonly FoundFile[], tell: Tell) => Promise<string | undefined>,
): Promise<UploadFilesResult> {
  const { found, skipped } = await look(entries, options);
  const total = found.length;
  const uploaded: string[] = [];
  const archives: SentArchive[] = [];
  for (const batch of batchesOf(found)) {
    checkAborted(options);
    const [first] = batch;
    const id = batch.length === 1 ? first?.uid : undefined;
    const tell: Tell = (bytes, totalBytes) =>
      options.onProgress?.({ phase: "files", done: uploaded.length, total, id, bytes, totalBytes });
    try {
      const jobId = await send(batch, tell);
      const uids = batch.map(({ uid }) => uid);
      if (jobId !== undefined) archives.push({ jobId, uids });
      uploaded.push(...uids);
      options.onProgress?.({ phase: "files", done: uploaded.length, total });
    } catch (error) {
      if (isAbort(error, options)) throw error;
      return result({ found, skipped, uploaded, archives, error });
    }
  }
  return result({ found, skipped, uploaded, archives });
}

interface State {
  readonly found: readonly FoundFile[];
  readonly skipped: readonly string[];
  readonly uploaded: readonly string[];
  readonly archives: readonly SentArchive[];
  readonly error?: unknown;
}

function result({ found, skipped, uploaded, archives, error }: State): UploadFilesResult {
  const sent = new Set(uploaded);
  const notUploaded = found.map(({ uid }) => uid).filter((uid) => !sent.has(uid));
  const parts = [`${uploaded.length} of ${found.length + skipped.length} files uploaded`];
  if (error !== undefined) parts.push(`${notUploaded.length} not uploaded: ${reasonOf(error)}`);
  if (skipped.length > 0) parts.push(`not on disk: ${skipped.join(", ")}`);
  return {
    success: error === undefined && skipped.length === 0,
    message: parts.join("; "),
    uploadedCount: uploaded.length,
    ...{ uploaded, skipped, notUploaded, archives },
    jobIds: archives.flatMap(({ jobId }) => jobId || []),
    ...(error !== undefined && { error }),
  };
}

async function sendFile(
  client: NdiCloudClient,
  datasetId: string,
  { uid, content }: FoundFile,
  { options, tell }: { readonly options: UploadFilesOptions; readonly tell: Tell },
): Promise<void> {
  const { organizationId } = options;
  await attemptsAt(
    options,
    () => client.files.getUploadUrl(datasetId, uid, { organizationId }, callOptions(options)),
    ({ url }) =>
      Buffer.isBuffer(content)
        ? client.files.put(url, content, callOptions(options))
        : putFile(client, url, content.path, { ...options, onBytes: tell }),
  );
}

async function sendZip(
  client: NdiCloudClient,
  datasetId: string,
  batch: readonly FoundFile[],
  { options, tell }: { readonly options: UploadZipOptions; readonly tell: Tell },
): Promise<string> {
  const { organizationId, waitForCompletion = false } = options;
  // Each call makes a job, which waits for ever when its answer is lost: only the tries below repeat it.
  const once = { ...callOptions(options), retry: false } as const;
  const folder = await mkdtemp(join(tmpdir(), "ndi-files-"));
  try {
    const archive = join(folder, "files.zip");
    const inputs = batch.map(({ uid, content }) => ({ name: uid, content }));
    await writeZip(archive, inputs, options);
    const { jobId } = await attemptsAt(
      options,
      () => client.files.getCollectionUploadUrl(datasetId, { organizationId }, once),
      ({ url }) => putFile(client, url, archive, { ...options, onBytes: tell }),
    );
    if (waitForCompletion) await unpacked(client, jobId, options);
    return jobId;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpacked(
  client: NdiCloudClient,
  jobId: string,
  options: WorkOptions,
): Promise<void> {
  const { state } = await client.files.waitForBulkUpload(jobId, callOptions(options));
  if (state === "timeout") say(options, `Job ${jobId} has not unpacked its archive yet`);
}

async function look(
  entries: readonly UploadFileEntry[],
  options: UploadFilesOptions,
): Promise<{ readonly found: readonly FoundFile[]; readonly skipped: readonly string[] }> {
  const found = new Map<string, FoundFile>();
  const skipped = new Set<string>();
  for (const entry of entries.filter(({ isUploaded }) => isUploaded !== true)) {
    if (entry.uid === "") throw new NdiValidationError("The uid of a file must not be empty");
    const file = await lookUp(entry, options.database);
    if (file !== undefined) found.set(entry.uid, file);
    else {
      skipped.add(entry.uid);
      say(options, `File ${entry.uid} is not on disk`);
    }
  }
  return { found: [...found.values()], skipped: [...skipped] };
}

async function lookUp(
  { uid, filePath, data }: UploadFileEntry,
  database: LocalDataset | undefined,
): Promise<FoundFile | undefined> {
  if (filePath === undefined && data !== undefined) {
    return { uid, content: Buffer.from(data), bytes: data.byteLength };
  }
  const path = filePath ?? database?.files.path(uid);
  if (path === undefined) return undefined;
  try {
    const about = await stat(path);
    return about.isFile() ? { uid, content: { path }, bytes: about.size } : undefined;
  } catch (error) {
    if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR")) return undefined;
    throw error;
  }
}
