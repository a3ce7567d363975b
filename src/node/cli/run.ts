/** One run of a command line, from words to exit code; touches nothing but what `io` holds. */
import { type Command, CommanderError } from "commander";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { type CallFailure, failureFrom } from "./failure.js";
import { type CliIo, rewriteStderr } from "./io.js";
import type { Perform } from "./leaf.js";
import type { Outcome } from "./outcome.js";
import { createProgram, type ProgramDescription } from "./program.js";
import { createRedaction, type Redaction, secretsIn } from "./redaction.js";
import { createTalk, type Talk } from "./talk.js";
import { UsageError } from "./usage-error.js";

/** What a run gives to the session it opens. */
export interface Surroundings {
  /** What the process has; what is written to its stderr is masked. */
  readonly io: CliIo;
  /** Masks a secret from now on. */
  hide(secret: string | undefined): void;
  /** Options of calls that an interrupt may abort. */
  readonly call: { readonly signal?: AbortSignal };
  /** Says something on stderr. */
  warn(message: string): void;
}

/** One command line: its commands, and what they work with. */
export interface CommandLine<Session> {
  readonly description: ProgramDescription;
  /** Flags whose values are secrets. */
  readonly secretFlags: readonly string[];
  /** Variables of the environment that hold secrets. */
  readonly secretVariables: readonly string[];
  /** Adds the commands, and then the flags that all of them take. */
  addCommands(program: Command, perform: Perform<Session>): void;
  /** Opens what a command works with. */
  open(command: Command, surroundings: Surroundings): Session | Promise<Session>;
  /** Closes it again, also after a failure. */
  close(session: Session): void | Promise<void>;
  /** Reads an error of the API's client; undefined for any other. */
  readCallFailure(error: unknown): CallFailure | undefined;
}

/** Runs the words after the command's name; never throws and never ends the process. */
export async function runCommandLine<Session>(
  line: CommandLine<Session>,
  argv: readonly string[],
  io: CliIo,
): Promise<ExitCode> {
  const redaction = createRedaction();
  const variables = line.secretVariables.map((name) => io.env[name]);
  for (const secret of [...secretsIn(argv, line.secretFlags), ...variables]) redaction.add(secret);
  const safeIo = rewriteStderr(io, redaction.text);
  // Needed for mistakes as well, when there are no parsed flags.
  const has = (flag: string): boolean => untilDashes(argv).includes(flag);
  const json = has("--json");
  const talk = createTalk(safeIo, { json, debug: has("--debug") });
  const program = createProgram(line.description, {
    help: (text) => io.stdout.write(text),
    helpForNothing: (text) => (json ? safeIo.stderr : io.stdout).write(text),
  });
  let exitCode: ExitCode = exitCodes.success;
  const tell = (outcome: Outcome): void => {
    talk.outcome(outcome);
    exitCode = outcome.exitCode ?? exitCode;
  };
  const surroundings = surroundingsOf(safeIo, redaction, talk);
  line.addCommands(program, createPerform(line, surroundings, tell));
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return endWith(line, error, {
      talk,
      redaction,
      json,
      isInterrupted: io.signal?.aborted === true,
    });
  }
}

interface Ending {
  readonly talk: Talk;
  readonly redaction: Redaction;
  readonly json: boolean;
  readonly isInterrupted: boolean;
}

function endWith<Session>(line: CommandLine<Session>, error: unknown, ending: Ending): ExitCode {
  const { talk, redaction, json, isInterrupted } = ending;
  const isHelp = error instanceof CommanderError && error.code === "commander.help";
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.success;
  if (isHelp && !json) return exitCodes.failure;
  const cause = isHelp ? new UsageError("no command was given") : error;
  const { readCallFailure, description } = line;
  const failure = failureFrom(cause, { command: description.name, isInterrupted, readCallFailure });
  // Masking keeps the shape: it changes texts only.
  const report = redaction.value(failure.report) as typeof failure.report;
  talk.failure({ ...failure, report });
  return isHelp ? exitCodes.failure : failure.exitCode;
}

function surroundingsOf(io: CliIo, redaction: Redaction, talk: Talk): Surroundings {
  return {
    io,
    hide: redaction.add,
    call: io.signal === undefined ? {} : { signal: io.signal },
    warn: talk.warning,
  };
}

function createPerform<Session>(
  line: CommandLine<Session>,
  surroundings: Surroundings,
  tell: (outcome: Outcome) => void,
): Perform<Session> {
  return async (command, work) => {
    const session = await line.open(command, surroundings);
    try {
      tell(await work(session));
    } finally {
      await line.close(session);
    }
  };
}

function untilDashes(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end < 0 ? argv : argv.slice(0, end);
}
