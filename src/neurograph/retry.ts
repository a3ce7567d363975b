/** Wraps a function so that failures worth repeating are repeated; knows nothing of clients. */
import { type Clock, systemClock } from "../runtime/index.js";
import { ConnectionError, RateLimitError, ServerError, TimeoutError } from "./errors.js";
import { RetryConfig } from "./retry-config.js";

/** What is about to happen when `onRetry` is called. */
export interface RetryNotice {
  /** Number of the try that failed, counted from 1. */
  readonly attempt: number;
  /** Milliseconds until the next try. */
  readonly delayMs: number;
  readonly error: unknown;
}

/** Options of the retry wrapper. */
export interface RetryWrapperOptions {
  /** Default: `new RetryConfig()`. */
  readonly config?: RetryConfig;
  /** Called before each wait. The wrapper itself prints nothing. */
  readonly onRetry?: (notice: RetryNotice) => void;
  /** Ends a wait; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Source of timers. Default: the system's. */
  readonly clock?: Clock;
  /** Source of randomness in [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
}

/** Makes a function repeat itself. `this` and arguments pass through. */
export type RetryWrapper = <This, Args extends unknown[], Result>(
  task: (this: This, ...args: Args) => Result | Promise<Result>,
) => (this: This, ...args: Args) => Promise<Result>;

/**
 * Whether the wrapper repeats after this error: rate limits, answers from 500 up, failed
 * connections and time-outs. Everything else is thrown at once.
 */
export function shouldRetry(error: unknown): boolean {
  return (
    error instanceof RateLimitError ||
    error instanceof ServerError ||
    error instanceof ConnectionError ||
    error instanceof TimeoutError
  );
}

/**
 * A function that repeats `task` as the options say: `retryWithBackoff(task)`,
 * `retryWithBackoff(task, { config })` or `retryWithBackoff({ config })(task)`. After a rate limit
 * that names a wait, exactly that wait is kept; else the config computes one. When all tries have
 * failed, the last error is thrown unchanged.
 */
export function retryWithBackoff<This, Args extends unknown[], Result>(
  task: (this: This, ...args: Args) => Result | Promise<Result>,
  options?: RetryWrapperOptions,
): (this: This, ...args: Args) => Promise<Result>;
export function retryWithBackoff(options?: RetryWrapperOptions): RetryWrapper;
export function retryWithBackoff<This, Args extends unknown[], Result>(
  first?: RetryWrapperOptions | ((this: This, ...args: Args) => Result | Promise<Result>),
  options: RetryWrapperOptions = {},
): RetryWrapper | ((this: This, ...args: Args) => Promise<Result>) {
  if (typeof first === "function") return wrap(first, options);
  const wrapper: RetryWrapper = (task) => wrap(task, first ?? {});
  return wrapper;
}

/** `retryWithBackoff` under the name that the guide uses for asynchronous functions. */
export const asyncRetryWithBackoff: typeof retryWithBackoff = retryWithBackoff;

function wrap<This, Args extends unknown[], Result>(
  task: (this: This, ...args: Args) => Result | Promise<Result>,
  options: RetryWrapperOptions,
): (this: This, ...args: Args) => Promise<Result> {
  const { config = new RetryConfig(), onRetry, signal, clock = systemClock } = options;
  return async function (this: This, ...args: Args): Promise<Result> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await task.apply(this, args);
      } catch (error) {
        if (failures >= config.maxRetries || !shouldRetry(error)) throw error;
        const delayMs = waitOf(error) ?? config.getDelayMs(failures, options.random);
        onRetry?.({ attempt: failures + 1, delayMs, error });
        await clock.sleep(delayMs, signal);
      }
    }
  };
}

/** The wait that the server asked for; a wait of 0 asks for nothing. */
function waitOf(error: unknown): number | undefined {
  return (error instanceof RateLimitError && error.retryAfterMs) || undefined;
}
