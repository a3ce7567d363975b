/** Asks until something is so. */
import { ClientwrightError, type Clock } from "../runtime/index.js";

/** How patiently to wait. Durations are milliseconds. */
export interface WaitOptions {
  /** Longest wait; the last question comes at its end. */
  readonly timeoutMs?: number;
  /** Wait after the first question. */
  readonly initialDelayMs?: number;
  /** Growth from one wait to the next. Default: 2. */
  readonly factor?: number;
  /** Longest wait between two questions. Default: 30,000. */
  readonly maxDelayMs?: number;
  readonly signal?: AbortSignal;
}

/** What is asked, and when it is enough. */
export interface Polling<T> extends Required<Omit<WaitOptions, "signal">> {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly ask: () => Promise<T>;
  readonly isDone: (answer: T) => boolean;
  /** Told of every answer. */
  readonly onAnswer?: ((answer: T) => void) | undefined;
}

/** How waiting ended. */
export interface Polled<T> {
  readonly isDone: boolean;
  /** The last answer; undefined when there was none. */
  readonly answer: T | undefined;
  /** The failure of the last question, if it failed. */
  readonly error: unknown;
  readonly elapsedMs: number;
}

/**
 * Asks at once and then after growing waits. Questions that fail are asked again; the last wait is cut so that the last
 * question comes when the time is up. Only what no further question can change is thrown: an abort, and a client that
 * is closed or has nobody to log in as.
 */
export async function poll<T>(polling: Polling<T>): Promise<Polled<T>> {
  const { clock, signal, timeoutMs, factor, maxDelayMs } = polling;
  const start = clock.now();
  let delayMs = polling.initialDelayMs;
  let answer: T | undefined;
  for (;;) {
    let error: unknown;
    try {
      answer = await polling.ask();
      polling.onAnswer?.(answer);
      if (polling.isDone(answer)) {
        return { isDone: true, answer, error, elapsedMs: clock.now() - start };
      }
    } catch (thrown) {
      if (isFinal(thrown)) throw thrown;
      error = thrown;
    }
    const elapsedMs = clock.now() - start;
    if (elapsedMs >= timeoutMs) return { isDone: false, answer, error, elapsedMs };
    await clock.sleep(Math.min(delayMs, timeoutMs - elapsedMs), signal);
    delayMs = Math.min(delayMs * factor, maxDelayMs);
  }
}

/** Failures of a question may pass; mistakes and aborts do not. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof ClientwrightError)) return true;
  return /^(abort|config|validation|auth)$/.test(error.kind);
}
