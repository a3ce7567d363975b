/** Clocks for tests: nothing here waits. */
import type { Clock } from "../../src/runtime/index.js";

/** A clock that leaps over every sleep and remembers it. Other timers never fire by themselves. */
export interface LeapingClock extends Clock {
  /** Milliseconds of each sleep, in order. */
  readonly waits: number[];
  /** Moves the time; timers that are due fire. */
  advance(ms: number): void;
}

/** Starts at 2026-01-01T00:00:00Z. */
export function createLeapingClock(): LeapingClock {
  let time = Date.UTC(2026, 0, 1);
  const waits: number[] = [];
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  const advance = (ms: number): void => {
    time += ms;
    for (const timer of [...timers].filter(({ at }) => at <= time)) {
      timers.delete(timer);
      timer.callback();
    }
  };
  return {
    waits,
    advance,
    now: () => time,
    setTimeout(callback, ms) {
      const timer = { at: time + ms, callback };
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer) {
      for (const known of timers) if (known === timer) timers.delete(known);
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
      advance(ms);
    },
  };
}
