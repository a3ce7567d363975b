// What the server's workers have still to do. Work is done when its time has come and somebody asks for anything.

/** Work in order of its time. */
export interface Tasks {
  /** Has work done after so many milliseconds. */
  schedule(delayMs: number, run: () => void): void;
  /** Does what is due. Called before every request. */
  runDue(): void;
  /** While true nothing is done, however late it is. */
  paused: boolean;
}

export function createTasks(now: () => number): Tasks {
  let waiting: { readonly dueMs: number; readonly run: () => void }[] = [];
  const tasks: Tasks = {
    paused: false,
    schedule(delayMs, run) {
      waiting.push({ dueMs: now() + delayMs, run });
    },
    runDue() {
      if (tasks.paused) return;
      const isDue = ({ dueMs }: { dueMs: number }) => dueMs <= now();
      // Work may bring further work that is due at once.
      for (let due = waiting.filter(isDue); due.length > 0; due = waiting.filter(isDue)) {
        waiting = waiting.filter((task) => !isDue(task));
        for (const { run } of due.toSorted((a, b) => a.dueMs - b.dueMs)) run();
      }
    },
  };
  return tasks;
}
