/** Waits for the jobs that unpack archives of files. */
import type { BulkUploadJob, BulkUploadJobList } from "../../generated/ndi-cloud/models.js";
import type { CallOptions, Clock } from "../runtime/index.js";
import { NdiUploadError } from "./errors.js";
import { poll, type WaitOptions } from "./polling.js";

/** Default: up to 60,000 ms, asking at once and then after 1,000 ms, doubled up to 30,000 ms. */
export interface JobWaitOptions extends WaitOptions {
  /** Told of each state that is seen. */
  readonly onProgress?: (job: BulkUploadJob) => void;
}

/** How waiting for a job ended; with `timeout` it is not over. */
export interface JobResult {
  readonly state: "complete" | "timeout";
  /** The last state that was seen; undefined when no question was answered. */
  readonly job: BulkUploadJob | undefined;
  /** Seconds that it took. */
  readonly elapsed: number;
}

/** Default: up to 300,000 ms, asking at once and then after 1,000 ms, doubled up to 30,000 ms. */
export interface AllJobsOptions extends WaitOptions {
  /** Asks for jobs that failed, once none is left. Default: true. */
  readonly requireAllComplete?: boolean;
  /** Told of the jobs that are left. */
  readonly onProgress?: (jobs: readonly BulkUploadJob[]) => void;
}

/** How waiting for all jobs of a dataset ended: with the jobs that failed, or that are not over. */
export interface AllJobsResult {
  readonly state: "complete" | "failed" | "timeout";
  readonly jobs: readonly BulkUploadJob[];
}

/** The calls that this takes. */
interface JobCalls {
  getBulkUpload(jobId: string, options?: CallOptions): Promise<BulkUploadJob>;
  listBulkUploads(
    datasetId: string,
    choices: { readonly state: "active" | "failed" },
    options?: CallOptions,
  ): Promise<BulkUploadJobList>;
}

interface JobWait {
  readonly jobId: string;
  readonly choices: JobWaitOptions;
  readonly options: CallOptions | undefined;
}

interface AllJobsWait {
  readonly datasetId: string;
  readonly choices: AllJobsOptions;
  readonly options: CallOptions | undefined;
}

/** @throws {NdiUploadError} when the job failed. */
export async function waitForJob(calls: JobCalls, clock: Clock, wait: JobWait): Promise<JobResult> {
  const { jobId, choices } = wait;
  const { isDone, answer, elapsedMs } = await poll({
    ...patience(choices, 60_000),
    clock,
    ask: async () => await calls.getBulkUpload(jobId, callOptions(wait)),
    isDone: ({ state }) => state === "complete" || state === "failed",
    onAnswer: choices.onProgress,
  });
  if (answer?.state === "failed") {
    const message = `Job ${jobId} could not unpack the archive: ${answer.error ?? "no reason given"}`;
    throw new NdiUploadError(message, { details: answer });
  }
  return { state: isDone ? "complete" : "timeout", job: answer, elapsed: elapsedMs / 1000 };
}

/** Waits until no job is left, and tells those that failed. */
export async function waitForAllJobs(
  calls: JobCalls,
  clock: Clock,
  wait: AllJobsWait,
): Promise<AllJobsResult> {
  const { datasetId, choices } = wait;
  const list = async (state: "active" | "failed"): Promise<readonly BulkUploadJob[]> =>
    (await calls.listBulkUploads(datasetId, { state }, callOptions(wait))).jobs;
  const { isDone, answer } = await poll({
    ...patience(choices, 300_000),
    clock,
    ask: () => list("active"),
    isDone: (jobs) => jobs.length === 0,
    onAnswer: choices.onProgress,
  });
  if (!isDone) return { state: "timeout", jobs: answer ?? [] };
  const failed = (choices.requireAllComplete ?? true) ? await list("failed") : [];
  return failed.length > 0 ? { state: "failed", jobs: failed } : { state: "complete", jobs: [] };
}

function patience(choices: WaitOptions, usualTimeoutMs: number) {
  const { timeoutMs = usualTimeoutMs, initialDelayMs = 1_000, factor = 2 } = choices;
  const { maxDelayMs = 30_000, signal } = choices;
  return { timeoutMs, initialDelayMs, factor, maxDelayMs, signal };
}

function callOptions({ choices: { signal }, options }: JobWait | AllJobsWait): CallOptions {
  return { ...(signal && { signal }), ...options };
}
