/** Time that stands still until a test moves it. */
import { type Clock, sleepOn } from "../../src/runtime/clock.js";

/** A clock moved by hand, which remembers every delay that was asked for. */
export interface ManualClock extends Clock {
  /** Moves the time, firing what falls due, in order. */
  advance(ms: number): Promise<void>;
  /** Fires timers until the promise has settled. */
  settle<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>>;
  /** Timers that are waiting. */
  readonly waiting: number;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Lets everything run that waits for no timer. */
export async function drain(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that starts on 1 January 2026. */
export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  const timers = new Set<Timer>();
  const next = (): Timer | undefined => [...timers].sort((a, b) => a.at - b.at)[0];
  const fire = (timer: Timer): void => {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.callback();
  };
  const clock: ManualClock = {
    now: () => now,
    setTimeout: (callback, ms) => {
      const timer = { at: now + Math.max(0, ms), callback };
      timers.add(timer);
      return timer;
    },
    clearTimeout: (timer) => void timers.delete(timer as Timer),
    sleep: (ms, signal) => sleepOn(clock, ms, signal),
    get waiting() {
      return timers.size;
    },
    async advance(ms) {
      const end = now + ms;
      await drain();
      for (let timer = next(); timer !== undefined && timer.at <= end; timer = next()) {
        fire(timer);
        await drain();
      }
      now = end;
    },
    async settle<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
      let result: PromiseSettledResult<T> | undefined;
      promise.then(
        (value) => {
          result = { status: "fulfilled", value };
        },
        (reason: unknown) => {
          result = { status: "rejected", reason };
        },
      );
      await drain();
      for (let turn = 0; result === undefined && turn < 1_000; turn += 1) {
        const timer = next();
        if (timer === undefined)
          throw new Error("the promise waits for nothing that the clock has");
        fire(timer);
        await drain();
      }
      if (result === undefined) throw new Error("the promise did not settle");
      return result;
    },
  };
  return clock;
}
