/** The clock that tests move by hand. */
import { describe, expect, it } from "vitest";
import { manualClock } from "../../src/testing/index.js";

describe("manualClock", () => {
  it("stands still", async () => {
    const clock = manualClock(1_000);
    await clock.settle();
    expect([clock.now(), clock.now()]).toEqual([1_000, 1_000]);
    expect(manualClock(new Date("2026-03-01T00:00:00Z")).now()).toBe(Date.UTC(2026, 2, 1));
  });

  it("fires what falls due, in order of time, then of setting", async () => {
    const clock = manualClock(0);
    const fired: string[] = [];
    const at = (name: string) => () => void fired.push(`${name}@${clock.now()}`);
    clock.setTimeout(at("late"), 30);
    clock.setTimeout(at("first"), 10);
    clock.setTimeout(at("second"), 10);
    await clock.advance(20);
    expect(fired).toEqual(["first@10", "second@10"]);
    expect(clock.now()).toBe(20);
    expect(clock.pending).toEqual([{ at: 30, delayMs: 30 }]);
  });

  it("runs code that a timer wakes before it moves on, timers it sets included", async () => {
    const clock = manualClock(0);
    const steps: number[] = [];
    const work = async (): Promise<void> => {
      for (let step = 0; step < 3; step++) {
        await clock.sleep(10);
        await new Promise((resolve) => setImmediate(resolve)); // As reading a stream takes.
        steps.push(clock.now());
      }
    };
    const done = work();
    await clock.advance(25);
    expect(steps).toEqual([10, 20]);
    await clock.advance(5);
    await done;
    expect(steps).toEqual([10, 20, 30]);
  });

  it("moves from timer to timer", async () => {
    const clock = manualClock(0);
    clock.setTimeout(() => clock.setTimeout(() => {}, 5), 10);
    expect(await clock.advanceToNext()).toBe(10);
    expect(await clock.advanceToNext()).toBe(5);
    expect(await clock.advanceToNext()).toBeUndefined();
  });

  it("runs all timers, those set on the way included", async () => {
    const clock = manualClock(0);
    clock.setTimeout(() => clock.setTimeout(() => {}, 5), 10);
    expect(await clock.runAll()).toBe(15);
    expect(clock.delays).toEqual([10, 5]);
  });

  it("stops at code that sets timers for ever", async () => {
    const clock = manualClock(0);
    const again = (): void => void clock.setTimeout(again, 1);
    again();
    await expect(clock.runAll({ most: 100 })).rejects.toThrow("more than 100 timers");
  });

  it("forgets a timer that was taken down", async () => {
    const clock = manualClock(0);
    const timer = clock.setTimeout(() => expect.unreachable(), 10);
    clock.clearTimeout(timer);
    clock.clearTimeout(undefined);
    await clock.advance(20);
    expect(clock.pending).toEqual([]);
  });

  it("ends a sleep whose signal aborts, with its reason", async () => {
    const clock = manualClock(0);
    const controller = new AbortController();
    const sleeping = expect(clock.sleep(10, controller.signal)).rejects.toThrow("enough");
    controller.abort(new Error("enough"));
    await sleeping;
    expect(clock.pending).toEqual([]);
  });

  it("can be put right or wrong without firing anything", async () => {
    const clock = manualClock(1_000);
    clock.setTimeout(() => expect.unreachable(), 10);
    clock.setTime(5_000);
    await clock.settle();
    expect(clock.now()).toBe(5_000);
  });
});
