// Jobs that unpack archives of files.
import type { JsonObject } from "./body.js";
import { fileArrived, fileOf, type StoredDataset } from "./datasets.js";
import { timestamp } from "./ids.js";
import type { NdiCloudState } from "./state.js";
import { readZip } from "./zip.js";

/** One job. Times are Unix milliseconds. */
export interface UnpackJob {
  readonly id: string;
  readonly datasetId: string;
  readonly createdAtMs: number;
  state: "queued" | "extracting" | "complete" | "failed";
  startedAtMs: number | undefined;
  completedAtMs: number | undefined;
  filesExtracted: number;
  totalFiles: number | undefined;
  error: string | undefined;
}

/** A job that waits for its archive. */
export function addJob({ jobs, settings }: NdiCloudState, datasetId: string): UnpackJob {
  const job: UnpackJob = {
    id: `job-${jobs.size + 1}`,
    datasetId,
    createdAtMs: settings.now(),
    state: "queued",
    startedAtMs: undefined,
    completedAtMs: undefined,
    filesExtracted: 0,
    totalFiles: undefined,
    error: undefined,
  };
  jobs.set(job.id, job);
  return job;
}

/** The archive is there: the job waits for half of its time and works for the other half. */
export function startUnpacking(
  state: NdiCloudState,
  dataset: StoredDataset,
  job: UnpackJob,
  archive: Buffer,
): void {
  const { settings, tasks } = state;
  const half = settings.unpackDelayMs / 2;
  tasks.schedule(half, (startedAtMs) => {
    job.state = "extracting";
    job.startedAtMs = startedAtMs;
    tasks.schedule(half, (completedAtMs) => {
      job.completedAtMs = completedAtMs;
      finish(state, dataset, job, archive);
    });
  });
}

function finish(
  { storage, failingJobs }: NdiCloudState,
  dataset: StoredDataset,
  job: UnpackJob,
  archive: Buffer,
): void {
  try {
    const planned = failingJobs.shift();
    if (planned !== undefined) throw new Error(planned);
    unpack(dataset, job, archive, (key, bytes) => storage.objects.put(key, bytes));
    job.state = "complete";
  } catch (error) {
    job.state = "failed";
    job.error = error instanceof Error ? error.message : String(error);
  }
}

/** Entries have to stand at the top, each under the uid of its file. */
function unpack(
  dataset: StoredDataset,
  job: UnpackJob,
  archive: Buffer,
  put: (key: string, bytes: Uint8Array) => void,
): void {
  const entries = readZip(archive);
  job.totalFiles = entries.length;
  for (const { name, bytes } of entries) {
    if (/[\\/]/.test(name)) throw new Error(`${name} is not at the top of the archive`);
    const file = fileOf(dataset, name);
    put(file.key, bytes);
    fileArrived(file, { size: bytes.byteLength });
    job.filesExtracted += 1;
  }
}

/** `BulkUploadJob`. */
export function jobBody(job: UnpackJob): JsonObject {
  const { id: jobId, datasetId, state, filesExtracted } = job;
  const time = (ms: number | undefined) => (ms === undefined ? null : timestamp(ms));
  return {
    ...{ jobId, datasetId, state, filesExtracted },
    createdAt: timestamp(job.createdAtMs),
    startedAt: time(job.startedAtMs),
    completedAt: time(job.completedAtMs),
    totalFiles: job.totalFiles ?? null,
    error: job.error ?? null,
  };
}
