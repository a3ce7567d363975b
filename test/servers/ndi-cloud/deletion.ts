// Things are deleted now or after a time, and come back until then.
import type { Call } from "./call.js";
import { badRequest } from "./failures.js";

/** What can be deleted. */
interface Deletable {
  deletedAtMs: number | undefined;
  pruneAtMs: number | undefined;
}

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds until it goes for good; a thrown 400 for what is no such time. */
export function delayOf(when: unknown): number {
  if (when === "now") return 0;
  const [, count, unit = ""] = /^(\d+)([smhd])$/.exec(String(when ?? "7d")) ?? [];
  const factor = unitMs[unit];
  if (count === undefined || factor === undefined) throw badRequest("when is no time");
  return Number(count) * factor;
}

/** Marks it as deleted and has `prune` called in time, unless it came back by then. */
export function deleteAfter(
  { state: { tasks, settings } }: Call,
  thing: Deletable,
  delayMs: number,
  prune: () => void,
): void {
  const nowMs = settings.now();
  const pruneAtMs = nowMs + delayMs;
  thing.deletedAtMs = nowMs;
  thing.pruneAtMs = pruneAtMs;
  if (delayMs === 0) prune();
  else
    tasks.schedule(delayMs, () => {
      if (thing.pruneAtMs === pruneAtMs) prune();
    });
}

/** It is there again. */
export function bringBack(thing: Deletable): void {
  thing.deletedAtMs = undefined;
  thing.pruneAtMs = undefined;
}
