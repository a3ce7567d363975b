/** Waits for work that a server does on its own time. */
import {
  type CallOptions,
  ClientwrightError,
  type Clock,
  isRecord,
  type RequestInput,
} from "../runtime/index.js";
import { RateLimitError, TracktionApiError, TracktionTimeoutError } from "./errors.js";

/** How long and how often to ask. */
export interface JobWaitOptions extends Omit<CallOptions, "timeoutMs" | "deadlineMs"> {
  /** Longest wait for the job. Default: 60,000. */
  readonly timeoutMs?: number;
  /** From one question to the next. Default: 2,000. */
  readonly pollMs?: number;
}

/** A job that is done. */
export interface TracklistJob<Tracklist = unknown> {
  readonly status: "completed";
  readonly tracklist?: Tracklist;
  /** What an import answers instead. */
  readonly result?: unknown;
}

/** What waiting takes: a client's `request`, and its clock. */
export interface JobWaiting {
  readonly request: (path: string, input: RequestInput) => Promise<unknown>;
  readonly clock: Clock;
}

/** Words for a job that will not be done. */
const failures: ReadonlySet<unknown> = new Set(["failed", "error", "cancelled"]);

/**
 * The finished job. A job that nobody knows yet is asked for again, and a reached rate limit is waited for.
 *
 * @throws {TracktionTimeoutError} when it is not done in time.
 * @throws {TracktionApiError} when it failed.
 */
export async function waitForTracklistJob<Tracklist>(
  correlationId: string,
  options: JobWaitOptions,
  { request, clock }: JobWaiting,
): Promise<TracklistJob<Tracklist>> {
  const { timeoutMs = 60_000, pollMs = 2_000, ...callOptions } = options;
  const end = clock.now() + timeoutMs;
  const ask = { ...callOptions, path: { correlation_id: correlationId } };
  for (;;) {
    const deadlineMs = end - clock.now();
    if (deadlineMs <= 0) throw notDone(timeoutMs);
    const answer = await settled(request(statusPath, { ...ask, deadlineMs }));
    if (isDone<Tracklist>(answer.job)) return answer.job;
    const waitMs = Math.max(pollMs, answer.waitMs);
    await clock.sleep(Math.min(waitMs, end - clock.now()), options.signal);
  }

  function notDone(limitMs: number): Error {
    const message = `The tracklist job is not done after ${limitMs} ms`;
    return new TracktionTimeoutError(message, { limit: "deadline", limitMs });
  }

  async function settled(asked: Promise<unknown>): Promise<Answer> {
    try {
      return { job: await asked, waitMs: 0 };
    } catch (error) {
      if (error instanceof RateLimitError)
        return { job: undefined, waitMs: error.retryAfterMs ?? 0 };
      if (!(error instanceof ClientwrightError)) throw error;
      if (error.status === 404) return { job: undefined, waitMs: 0 };
      if (error.kind === "timeout" && clock.now() >= end) throw notDone(timeoutMs);
      throw error;
    }
  }
}

const statusPath = "/api/v1/tracklist/status/{correlation_id}";

/** What one question brought: a job, or a wait. */
interface Answer {
  readonly job: unknown;
  readonly waitMs: number;
}

/** Whether a job is done; throws when it never will be. */
function isDone<Tracklist>(job: unknown): job is TracklistJob<Tracklist> {
  if (!isRecord(job)) return false;
  if (!failures.has(job.status)) return job.status === "completed";
  const reason = typeof job.error === "string" ? `: ${job.error}` : "";
  throw new TracktionApiError(`The tracklist job ${job.status}${reason}`, { body: job });
}
