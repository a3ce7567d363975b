/** What a failed run says and which code it ends with; knows nothing of commands. */
import { CommanderError } from "commander";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { withoutFlagValues } from "./redaction.js";
import { UsageError } from "./usage-error.js";

/** A failure in the form of `--json`. */
export interface FailureReport {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly code?: string;
  readonly details?: unknown;
}

/** A failed call, as a command line tells it. */
export interface CallFailure {
  readonly report: FailureReport;
  /** What to do about it. */
  readonly hint?: string;
}

/** A failed run. */
export interface Failure extends CallFailure {
  readonly exitCode: ExitCode;
}

/** Where a run failed. */
export interface FailurePlace {
  /** Name of the command, for hints. */
  readonly command: string;
  readonly isInterrupted: boolean;
  /** Reads an error of the API's client; undefined for any other. */
  readonly readCallFailure: (error: unknown) => CallFailure | undefined;
}

/** Reads any thrown value. */
export function failureFrom(error: unknown, place: FailurePlace): Failure {
  if (place.isInterrupted) {
    const report = { name: "Interrupted", message: "Interrupted" };
    return { exitCode: exitCodes.interrupted, report };
  }
  if (error instanceof CommanderError) return usageFailure(commanderMessage(error), place.command);
  if (error instanceof UsageError) return usageFailure(error.message, place.command);
  const failure = place.readCallFailure(error) ?? { report: reportOf(error) };
  return { exitCode: exitCodes.failure, ...failure };
}

function usageFailure(message: string, command: string): Failure {
  const report = { name: "UsageError", message };
  return { exitCode: exitCodes.usage, report, hint: `See ${command} --help` };
}

function reportOf(error: unknown): FailureReport {
  return { name: "Error", message: error instanceof Error ? error.message : String(error) };
}

/** A word that is no command may be half a password: it is not repeated, only what it resembles. */
function commanderMessage({ code, message }: CommanderError): string {
  const sentence = withoutFlagValues(message.replace(/^error: /, "").replaceAll("\n", " "));
  return code === "commander.unknownCommand" ? sentence.replace(/ '.*'/s, "") : sentence;
}
