// Batches of searches. One more search is done each time that somebody asks how far they are.

/** One batch; times are Unix milliseconds. */
export interface BatchJob {
  readonly id: string;
  readonly userId: string;
  readonly total: number;
  readonly createdAt: number;
  done: number;
  /** Set once it cannot go on. */
  error: string | null;
}

export type BatchJobs = Map<string, BatchJob>;

export function createBatchJobs(): BatchJobs {
  return new Map();
}

/** Ids count up. */
export function addBatch(jobs: BatchJobs, userId: string, total: number, now: number): BatchJob {
  const id = `batch_${jobs.size + 1}`;
  const job: BatchJob = { id, userId, total, createdAt: now, done: 0, error: null };
  jobs.set(id, job);
  return job;
}

/** `BatchStatus` as it is now; the next one will be further. */
export function takeStatus(job: BatchJob, writeTime: (time: number) => string, now: number) {
  const body = {
    batch_id: job.id,
    status: statusOf(job),
    total_jobs: job.total,
    jobs_status: countsOf(job),
    progress_percentage: Math.round((job.done / job.total) * 1_000) / 10,
    created_at: writeTime(job.createdAt),
    updated_at: writeTime(now),
    error: job.error,
  };
  if (job.error === null) job.done = Math.min(job.total, job.done + 1);
  return body;
}

function statusOf({ done, total, error }: BatchJob): string {
  if (error !== null) return "failed";
  if (done === total) return "completed";
  return done === 0 ? "queued" : "processing";
}

function countsOf({ done, total, error }: BatchJob): Record<string, number> {
  const left = total - done;
  if (error !== null) return { pending: 0, processing: 0, completed: done, failed: left };
  const processing = done > 0 && left > 0 ? 1 : 0;
  return { pending: left - processing, processing, completed: done, failed: 0 };
}
