/** What people may say about repeating a failed attempt, and the defaults. */
import type { ClientwrightError } from "../errors/clientwright-error.js";
import type { AnyMethod, Operation } from "../operation.js";

/** A failed attempt, as hooks see it. */
export interface RetryFailure {
  /** Number of the attempt that failed; 1 for the first. */
  readonly attempt: number;
  /** Retries made so far; 0 after the first attempt. */
  readonly retries: number;
  readonly error: ClientwrightError;
  readonly operation: Operation;
  /** What the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/** How failed attempts are repeated. Durations are milliseconds. */
export interface RetryOptions {
  /**
   * Attempts after the first. Default: 2. Counted anew when an attempt was repeated with renewed credentials.
   */
  readonly maxRetries: number;
  /** Wait before the first retry, ahead of jitter. Default: 500. */
  readonly initialDelayMs: number;
  /** Longest wait that backoff grows to. Default: 8,000. */
  readonly maxDelayMs: number;
  /** Growth per retry. Default: 2. */
  readonly factor: number;
  /** `full`: random in [0, wait); `equal`: in [wait / 2, wait); `none`: the wait itself. Default: `full`. */
  readonly jitter: "full" | "equal" | "none";
  /** Methods that are repeated, as far as the other rules allow it. Default: all. */
  readonly methods?: readonly AnyMethod[];
  /** Statuses worth another attempt. Default: 408, 429, 500, 502, 503, 504. */
  readonly statuses: readonly number[];
  /** A server that asks for a longer wait than this is not waited for. Default: 60,000. */
  readonly maxRetryAfterMs: number;
  /** Repeats writes even if the first may have had its effect. Only where the API promises that this is harmless. Default: false. */
  readonly writes: boolean;
  /** Retries that one host is sent without a success in between (each success earns a fifth of one). Default: 100. */
  readonly budget: number;
  /**
   * Decides instead of `statuses`, or leaves it to them with undefined; the rules for methods, writes and one-shot
   * bodies still hold.
   */
  readonly shouldRetry?: (failure: RetryFailure) => boolean | undefined;
  /** Wait instead of the backoff formula; never made shorter than what the server asked for. */
  readonly delayMs?: (failure: RetryFailure) => number;
  /** Told before each wait. */
  readonly onRetry?: (retry: {
    readonly attempt: number;
    readonly delayMs: number;
    readonly error: ClientwrightError;
  }) => void;
}

/** Retries that a client makes when it is told nothing. */
export const defaultRetry: RetryOptions = {
  maxRetries: 2,
  initialDelayMs: 500,
  maxDelayMs: 8_000,
  factor: 2,
  jitter: "full",
  statuses: [408, 429, 500, 502, 503, 504],
  maxRetryAfterMs: 60_000,
  writes: false,
  budget: 100,
};

/** What may be said: settings, a number of retries, or none at all. */
export type RetrySaid = Partial<RetryOptions> | number | false;

/** The settings that follow from what was said, from the general to the particular. */
export function retryOptions(said: readonly RetrySaid[]): RetryOptions {
  let rules = defaultRetry;
  for (const more of said) {
    rules = { ...rules, ...(typeof more === "object" ? more : { maxRetries: Number(more) }) };
  }
  return rules;
}
