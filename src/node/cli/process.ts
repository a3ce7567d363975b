/** Gives this process to a command line, and its answer to the shell. */
import { text } from "node:stream/consumers";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import type { CliIo } from "./io.js";

/** Runs a command line on the process's own words, streams and signals; sets its exit code. */
export async function runInProcess(
  run: (argv: readonly string[], io: CliIo) => Promise<ExitCode>,
): Promise<void> {
  const interrupt = new AbortController();
  /** The first signal lets the command tidy up, the second ends it at once. */
  const onSignal = (): void => {
    if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
    interrupt.abort(new Error("Interrupted"));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.stdout.on("error", onBrokenPipe);
  process.stderr.on("error", onBrokenPipe);
  process.exitCode = await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    signal: interrupt.signal,
    readStdin: () => text(process.stdin),
  });
}

/** A reader that has seen enough, such as `head`, is no failure. */
function onBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit();
}
