#!/usr/bin/env node
/** The executable: gives the process to `runCli` and its answer to the shell. */
import { text } from "node:stream/consumers";
import { exitCodes } from "./exit-codes.js";
import { runCli } from "./run.js";

const interrupt = new AbortController();

/** The first signal lets the command tidy up, the second ends it at once. */
function onSignal(): void {
  if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
  interrupt.abort(new Error("Interrupted"));
}

/** A reader that has seen enough, such as `head`, is no failure. */
function onBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit();
}

process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);
process.stdout.on("error", onBrokenPipe);
process.stderr.on("error", onBrokenPipe);
process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: interrupt.signal,
  readStdin: () => text(process.stdin),
});
