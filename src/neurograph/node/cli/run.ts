/** One run of `neurograph-cli`, from words to exit code; touches nothing but what `io` holds. */
import { CommanderError } from "commander";
import { disableLogging, NeuroGraphClient, setupLogging } from "../../index.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { failureFrom } from "./failure.js";
import { flagsOf } from "./flags.js";
import { type CliIo, rewriteStderr } from "./io.js";
import type { Perform } from "./leaf.js";
import { createProgram } from "./program.js";
import { createRedaction, type Redaction, secretsIn } from "./redaction.js";
import { settingsFrom } from "./settings.js";
import { createTalk, type Talk } from "./talk.js";
import { UsageError } from "./usage-error.js";

/** Runs the words after the command's name; never throws and never ends the process. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const redaction = createRedaction();
  const { NEUROGRAPH_PASSWORD, NEUROGRAPH_API_KEY } = io.env;
  for (const secret of [...secretsIn(argv), NEUROGRAPH_PASSWORD, NEUROGRAPH_API_KEY])
    redaction.add(secret);
  const safeIo = rewriteStderr(io, redaction.text);
  // Needed for mistakes as well, when there are no parsed flags.
  const has = (flag: string): boolean => untilDashes(argv).includes(flag);
  const json = has("--json");
  const talk = createTalk(safeIo, { json, debug: has("--debug") });
  const program = createProgram(createPerform(safeIo, redaction, talk), {
    help: (text) => io.stdout.write(text),
    helpForNothing: (text) => (json ? safeIo.stderr : io.stdout).write(text),
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCodes.success;
  } catch (error) {
    return endWith(error, { talk, redaction, json, isInterrupted: io.signal?.aborted === true });
  }
}

interface Ending {
  readonly talk: Talk;
  readonly redaction: Redaction;
  readonly json: boolean;
  readonly isInterrupted: boolean;
}

function endWith(error: unknown, ending: Ending): ExitCode {
  const { talk, redaction, json, isInterrupted } = ending;
  const isHelp = error instanceof CommanderError && error.code === "commander.help";
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.success;
  if (isHelp && !json) return exitCodes.failure;
  const cause = isHelp ? new UsageError("no command was given") : error;
  const failure = failureFrom(cause, isInterrupted);
  // Masking keeps the shape: it changes texts only.
  const report = redaction.value(failure.report) as typeof failure.report;
  talk.failure({ ...failure, report });
  return isHelp ? exitCodes.failure : failure.exitCode;
}

function createPerform(io: CliIo, redaction: Redaction, talk: Talk): Perform {
  return async (command, work) => {
    const flags = flagsOf(command);
    const settings = await settingsFrom(flags, io);
    redaction.add(settings.password);
    if (flags.debug)
      setupLogging({ level: "debug", write: (line) => void io.stderr.write(`${line}\n`) });
    const client = new NeuroGraphClient({ ...settings, ...(io.fetch && { fetch: io.fetch }) });
    const call = io.signal === undefined ? {} : { signal: io.signal };
    try {
      talk.outcome(await work({ client, call, warn: talk.warning }));
    } finally {
      await client.close();
      if (flags.debug) disableLogging();
    }
  };
}

function untilDashes(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end < 0 ? argv : argv.slice(0, end);
}
