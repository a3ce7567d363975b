/** Time as an argument: everything in the runtime that waits or looks at the time is given a clock. */

/** Source of time and timers. Tests give one that they move by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `ms` milliseconds; answers what `clearTimeout` takes. */
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason once it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Platforms keep a delay as a signed 32-bit integer; a longer one would fire at once. */
const longestDelayMs = 2 ** 31 - 1;

/** Waits on the given timers; what a clock's `sleep` is made of. */
export function sleepOn(
  timers: Pick<Clock, "setTimeout" | "clearTimeout">,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      timers.clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = timers.setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

// Taken once, so that a test that replaces the global timers does not stop live calls.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

/** The platform's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => startTimer(callback, Math.min(ms, longestDelayMs)),
  // The handle is what `startTimer` answered: a number in browsers, an object in Node.
  clearTimeout: (timer) => stopTimer(timer as ReturnType<typeof setTimeout>),
  sleep: (ms, signal) => sleepOn(systemClock, ms, signal),
};
