/** Runs something again whenever files change: one run at a time, and one for changes that come together. */

/** Tells of changes to files. */
export interface Watcher {
  /** Watches these files, there or not, and no others; settles when it does. */
  watch(paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** What the loop needs of the machine. */
export interface WatchParts {
  createWatcher(onChange: (path: string) => void): Promise<Watcher>;
  /** Whole milliseconds, as `Date.now` has them. */
  now(): number;
  /** Calls back after milliseconds; answers how to call it off. */
  schedule(callback: () => void, afterMs: number): () => void;
  /** Whether a file is there and was written to after a time. */
  isNewer(path: string, time: number): boolean;
}

/** Something to be done about changed files (undefined: the first time); answers the files to watch from then on. */
export type Run = (changed: ReadonlySet<string> | undefined) => Promise<readonly string[]>;

/** How long files must be quiet, since editors and generators write them piece by piece. */
const quietMs = 100;

/** Collects changes until files have been quiet. */
const createChanges = ({ schedule }: WatchParts) => {
  const paths = new Set<string>();
  let isQuiet = true;
  let callOff = (): void => {};
  let wake = (): void => {};
  return {
    note(path: string): void {
      paths.add(path);
      isQuiet = false;
      callOff();
      callOff = schedule(() => {
        isQuiet = true;
        wake();
      }, quietMs);
    },
    /** Settles when there are changes and files are quiet, or when the signal is aborted. */
    async take(signal: AbortSignal): Promise<Set<string>> {
      if (!isQuiet || paths.size === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
          if (signal.aborted) resolve();
        });
      const taken = new Set(paths);
      paths.clear();
      return taken;
    },
    end(): void {
      callOff();
    },
  };
};

/** Runs once, and again after changes, until the signal is aborted. What the first run throws is thrown. */
export const runOnChanges = async (
  run: Run,
  parts: WatchParts,
  signal: AbortSignal,
): Promise<void> => {
  const changes = createChanges(parts);
  const watcher = await parts.createWatcher(changes.note);
  const runAndWatch = async (changed: ReadonlySet<string> | undefined): Promise<void> => {
    const startedAt = parts.now();
    const paths = await run(changed);
    await watcher.watch(paths);
    // Nobody was told of what happened to new files before they were watched.
    for (const path of paths) if (parts.isNewer(path, startedAt)) changes.note(path);
  };
  try {
    await runAndWatch(undefined);
    while (!signal.aborted) {
      const changed = await changes.take(signal);
      if (!signal.aborted) await runAndWatch(changed);
    }
  } finally {
    changes.end();
    await watcher.close();
  }
};
