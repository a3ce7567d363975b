// What the server's workers have still to do. Work is done when its time has come and somebody asks for anything.

/** Is told for when it was planned, which may be earlier than now. */
export type Work = (atMs: number) => void;

/** Work in order of its time. */
export interface Tasks {
  /** Has work done after so many milliseconds; what work plans in turn counts from its own time. */
  schedule(delayMs: number, work: Work): void;
  /** Does what is due. Called before every request. */
  runDue(): void;
  /** While true nothing is done, however late it is. */
  paused: boolean;
}

export function createTasks(now: () => number): Tasks {
  const waiting: { readonly dueMs: number; readonly work: Work }[] = [];
  let workingAtMs: number | undefined;

  /** Takes the first work out that is due; of the same time, what was planned first. */
  function takeDue() {
    const [first] = waiting
      .filter(({ dueMs }) => dueMs <= now())
      .toSorted((a, b) => a.dueMs - b.dueMs);
    if (first) waiting.splice(waiting.indexOf(first), 1);
    return first;
  }

  const tasks: Tasks = {
    paused: false,
    schedule(delayMs, work) {
      waiting.push({ dueMs: (workingAtMs ?? now()) + delayMs, work });
    },
    runDue() {
      if (tasks.paused) return;
      for (let task = takeDue(); task; task = takeDue()) {
        workingAtMs = task.dueMs;
        task.work(task.dueMs);
      }
      workingAtMs = undefined;
    },
  };
  return tasks;
}
