/** Repeats what met a reached rate limit; knows no clients. */
import { systemClock } from "../runtime/index.js";
import { tracktionErrors } from "./error-family.js";
import { RateLimitError, TracktionConnectionError, TracktionTimeoutError } from "./errors.js";

/** What is about to happen when `onRetry` is called. */
export interface RetryNotice {
  /** Number of the try that failed, counted from 1. */
  readonly attempt: number;
  /** Milliseconds until the next try. */
  readonly delayMs: number;
  readonly error: unknown;
}

/** How failures are repeated. */
export interface RetryBackoffOptions {
  /** Repeats at most, so one less than the number of tries. Default: 3. */
  readonly maxRetries?: number;
  /** First wait where the server names none; it doubles, and up to a second is added. Default: 1,000. */
  readonly baseDelayMs?: number;
  /**
   * Repeats failed connections and time-outs as well, of calls that may be sent twice (RFC 9110, section 9.2.2) or
   * never left. Default: false.
   */
  readonly retryNetworkErrors?: boolean;
  /** Ends a wait; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Waits. Default: the platform's timers. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Source of randomness in [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
  /** Told before each wait. Nothing is printed. */
  readonly onRetry?: (notice: RetryNotice) => void;
}

/** A function or method that repeats itself. */
export type Retrying<This, Args extends unknown[], Result> = (
  this: This,
  ...args: Args
) => Promise<Result>;

/** Makes functions repeat themselves: a wrapper, and a decorator of methods. */
export type RetryWrapper = <This, Args extends unknown[], Result>(
  task: (this: This, ...args: Args) => Result | Promise<Result>,
  context?: ClassMethodDecoratorContext,
) => Retrying<This, Args, Result>;

/**
 * What `task` answers, tried again after each `RateLimitError`: after the wait that the server named, else after
 * `baseDelayMs` doubled each time and up to a second more. The last error is thrown as it is, and any other at once.
 *
 * @throws {TracktionApiError} when an option makes no sense.
 */
export async function retryWithBackoff<T>(
  task: () => T | Promise<T>,
  options: RetryBackoffOptions = {},
): Promise<T> {
  const { sleep = systemClock.sleep, signal, onRetry } = options;
  const maxRetries = checked("maxRetries", options.maxRetries ?? 3);
  for (let failures = 0; ; failures += 1) {
    try {
      return await task();
    } catch (error) {
      if (failures >= maxRetries || !isWorthRepeating(error, options)) throw error;
      const delayMs = delayAfter(error, failures, options);
      onRetry?.({ attempt: failures + 1, delayMs, error });
      await sleep(delayMs, signal);
    }
  }
}

/**
 * A function that repeats `task` as `retryWithBackoff` does; each call counts its own tries. `this`, arguments and
 * name stay. With options alone it is a wrapper, and a decorator: `@withRetry({ maxRetries: 5 })`.
 */
export function withRetry<This, Args extends unknown[], Result>(
  task: (this: This, ...args: Args) => Result | Promise<Result>,
  options?: RetryBackoffOptions,
): Retrying<This, Args, Result>;
export function withRetry(options?: RetryBackoffOptions): RetryWrapper;
export function withRetry<This, Args extends unknown[], Result>(
  first?: RetryBackoffOptions | ((this: This, ...args: Args) => Result | Promise<Result>),
  options: RetryBackoffOptions = {},
): RetryWrapper | Retrying<This, Args, Result> {
  if (typeof first === "function") return wrap(first, options);
  const wrapper: RetryWrapper = (task) => wrap(task, first ?? {});
  return wrapper;
}

function wrap<This, Args extends unknown[], Result>(
  task: (this: This, ...args: Args) => Result | Promise<Result>,
  options: RetryBackoffOptions,
): Retrying<This, Args, Result> {
  const retrying = function (this: This, ...args: Args): Promise<Result> {
    return retryWithBackoff(() => task.apply(this, args), options);
  };
  const { name, length } = task;
  return Object.defineProperties(retrying, {
    name: { value: name, configurable: true },
    length: { value: length, configurable: true },
  });
}

const repeatable: ReadonlySet<string | undefined> = new Set(["GET", "HEAD", "PUT", "DELETE"]);

function isWorthRepeating(error: unknown, { retryNetworkErrors }: RetryBackoffOptions): boolean {
  if (error instanceof RateLimitError) return true;
  if (!retryNetworkErrors) return false;
  // A refused redirect stays refused.
  if (error instanceof TracktionConnectionError && error.code !== "REDIRECT")
    return error.maybeSent === false || repeatable.has(error.operation?.method);
  return error instanceof TracktionTimeoutError && repeatable.has(error.operation?.method);
}

function delayAfter(error: unknown, failures: number, options: RetryBackoffOptions): number {
  const asked = error instanceof RateLimitError ? error.retryAfterMs : undefined;
  if (asked !== undefined) return asked;
  const { random = Math.random } = options;
  return checked("baseDelayMs", options.baseDelayMs ?? 1_000) * 2 ** failures + random() * 1_000;
}

function checked(name: string, value: number): number {
  if (value >= 0) return value;
  throw tracktionErrors.create(`${name} must be a number from 0 up`, { kind: "config" });
}
