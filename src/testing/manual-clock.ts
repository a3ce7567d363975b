/** A clock that stands still until a test moves it. */
import { type Clock, sleepOn } from "../runtime/index.js";

/** A timer that waits. */
export interface PendingTimer {
  /** When it fires (ms since the epoch). */
  readonly at: number;
  /** From when it was set to when it fires. */
  readonly delayMs: number;
}

/** A clock moved by hand. Code that a timer wakes has run as far as it can when a move resolves. */
export interface ManualClock extends Clock {
  /** Moves the time, firing what falls due on the way, in order. */
  advance(ms: number): Promise<void>;
  /** Moves to the next timer and fires it; answers the milliseconds moved, undefined if none waits. */
  advanceToNext(): Promise<number | undefined>;
  /**
   * Fires timers, those set on the way included, until none waits; answers the milliseconds moved.
   * More than `most` (default: 1,000) are a loop that re-arms itself, and an error.
   */
  runAll(options?: { readonly most?: number }): Promise<number>;
  /** Lets code that waits for no timer run as far as it can. */
  settle(): Promise<void>;
  /** Sets the time without firing anything: the machine's clock was put right. */
  setTime(now: number): void;
  /** Timers that wait, next one first. */
  readonly pending: readonly PendingTimer[];
  /** Delay of every timer that was ever set, in order. */
  readonly delays: readonly number[];
}

interface Timer extends PendingTimer {
  readonly order: number;
  readonly callback: () => void;
}

interface ClockState {
  now: number;
  readonly timers: Set<Timer>;
  /** Delay of every timer that was ever set. */
  readonly delays: number[];
}

/** A clock that starts at `start`: milliseconds since the epoch, a date, or 2026-01-01 UTC. */
export function manualClock(start: number | Date = Date.UTC(2026, 0, 1)): ManualClock {
  const state: ClockState = { now: Number(start), timers: new Set(), delays: [] };
  const clock: ManualClock = {
    now: () => state.now,
    setTimeout: (callback, ms) => startTimer(state, callback, ms),
    // Only what `setTimeout` answered is in the set; anything else changes nothing.
    clearTimeout: (timer) => void state.timers.delete(timer as Timer),
    sleep: (ms, signal) => sleepOn(clock, ms, signal),
    advance: (ms) => advance(state, ms),
    advanceToNext: () => advanceToNext(state),
    runAll: (options) => runAll(state, options?.most ?? 1_000),
    settle,
    setTime: (time) => {
      state.now = time;
    },
    get pending() {
      return queue(state).map(({ at, delayMs }) => ({ at, delayMs }));
    },
    delays: state.delays,
  };
  return clock;
}

function startTimer({ now, timers, delays }: ClockState, callback: () => void, ms: number): Timer {
  const delayMs = Math.max(0, ms);
  const timer = { at: now + delayMs, delayMs, order: delays.length, callback };
  delays.push(delayMs);
  timers.add(timer);
  return timer;
}

function queue({ timers }: ClockState): Timer[] {
  return [...timers].sort((a, b) => a.at - b.at || a.order - b.order);
}

async function advance(state: ClockState, ms: number): Promise<void> {
  const end = state.now + ms;
  await settle();
  for (let [next] = queue(state); next && next.at <= end; [next] = queue(state)) {
    await fire(state, next);
  }
  state.now = Math.max(state.now, end);
}

async function advanceToNext(state: ClockState): Promise<number | undefined> {
  await settle();
  const [next] = queue(state);
  return next && (await fire(state, next));
}

async function runAll(state: ClockState, most: number): Promise<number> {
  let moved = 0;
  for (let count = 0; count < most; count++) {
    const step = await advanceToNext(state);
    if (step === undefined) return moved;
    moved += step;
  }
  throw new Error(`manualClock: more than ${most} timers; something re-arms itself`);
}

async function fire(state: ClockState, timer: Timer): Promise<number> {
  const moved = Math.max(0, timer.at - state.now);
  state.now += moved;
  state.timers.delete(timer);
  timer.callback();
  await settle();
  return moved;
}

// Taken once: a test that replaces the global timers still settles.
const platformTimeout = globalThis.setTimeout;

/** A few turns of the event loop: promises, streams and channel messages get their turn, no time is waited. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise<void>((resolve) => nextTurn(resolve));
  }
}

/** `setImmediate` where there is one; else a timer, of which all platforms have one. */
function nextTurn(callback: () => void): void {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  if (setImmediate) setImmediate(callback);
  else platformTimeout(callback, 0);
}
