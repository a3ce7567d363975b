/** Processes that check documents, so that one that hangs or dies ends neither the others nor the run. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { CheckTask } from "./check-document.js";

export interface PoolOptions {
  /** The worker's bundle. */
  readonly script: string;
  /** Folder of the repository. */
  readonly root: string;
  /** Folder for what workers bundle. */
  readonly folder: string;
  /** How many work at once. */
  readonly jobs: number;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** Documents that one process checks: what it has imported stays in its memory. */
const documentsPerProcess = 150;

/** The result of a document whose process did not answer. */
export type Crash<R> = (task: CheckTask, reason: string) => R;

/** One place of the pool: a process that is replaced when it has died or grown old. */
const createSeat = <R>(options: PoolOptions, crashed: Crash<R>, number: number) => {
  let child: ChildProcess | undefined;
  let age = 0;
  const stop = (): void => {
    child?.kill("SIGKILL");
    child = undefined;
  };
  const start = (): ChildProcess => {
    if (child !== undefined && age < documentsPerProcess) return child;
    stop();
    age = 0;
    child = fork(options.script, [options.root, join(options.folder, `seat-${number}`)], {
      execArgv: [`--max-old-space-size=${options.memoryMb}`],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    return child;
  };
  const check = (task: CheckTask): Promise<R> =>
    new Promise((resolve) => {
      const process = start();
      age += 1;
      const settle = (result: R): void => {
        clearTimeout(timer);
        process.removeAllListeners();
        resolve(result);
      };
      const fail = (reason: string): void => {
        stop();
        settle(crashed(task, reason));
      };
      const timer = setTimeout(
        () => fail(`took longer than ${options.timeoutMs / 1000} s`),
        options.timeoutMs,
      );
      process.on("message", (answer: { result: R } | { error: string }) => {
        settle("result" in answer ? answer.result : crashed(task, answer.error));
      });
      process.on("exit", (code, signal) => fail(`the process ended (${signal ?? code})`));
      process.send(task);
    });
  return { check, stop };
};

/** Checks all documents; `onResult` is told of each as it is done. Results are in the order of the tasks. */
export const checkAll = async <R>(
  tasks: readonly CheckTask[],
  options: PoolOptions,
  crashed: Crash<R>,
  onResult: (result: R) => void = () => {},
): Promise<R[]> => {
  const results: R[] = [];
  let next = 0;
  const seats = Array.from({ length: options.jobs }, (_, number) =>
    createSeat(options, crashed, number),
  );
  const work = async (seat: (typeof seats)[number]): Promise<void> => {
    while (next < tasks.length) {
      const index = next++;
      const task = tasks[index];
      if (task === undefined) return;
      const result = await seat.check(task);
      results[index] = result;
      onResult(result);
    }
  };
  try {
    await Promise.all(seats.map(work));
  } finally {
    for (const seat of seats) seat.stop();
  }
  return results;
};
