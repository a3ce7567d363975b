/** What a failed run says and which code it ends with; knows nothing of commands. */
import { CommanderError } from "commander";
import { AuthenticationError, NeuroGraphError } from "../../index.js";
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

/** A failed run. */
export interface Failure {
  readonly exitCode: ExitCode;
  readonly report: FailureReport;
  /** What to do about it. */
  readonly hint?: string;
}

/** Reads any thrown value. */
export function failureFrom(error: unknown, isInterrupted: boolean): Failure {
  if (isInterrupted) {
    const report = { name: "Interrupted", message: "Interrupted" };
    return { exitCode: exitCodes.interrupted, report };
  }
  if (error instanceof CommanderError) return usageFailure(commanderMessage(error));
  if (error instanceof UsageError) return usageFailure(error.message);
  if (error instanceof NeuroGraphError) return apiFailure(error);
  const message = error instanceof Error ? error.message : String(error);
  return { exitCode: exitCodes.failure, report: { name: "Error", message } };
}

function usageFailure(message: string): Failure {
  const report = { name: "UsageError", message };
  return { exitCode: exitCodes.usage, report, hint: "See neurograph-cli --help" };
}

function apiFailure(error: NeuroGraphError): Failure {
  const report = {
    name: error.name,
    message: error.message,
    ...(error.statusCode !== undefined && { status: error.statusCode }),
    ...(error.errorCode !== undefined && { code: error.errorCode }),
    details: error.details,
  };
  const isNobody = error instanceof AuthenticationError && error.kind === "auth";
  const hint = "Give --username and --password, or --api-key; see neurograph-cli --help";
  return { exitCode: exitCodes.failure, report, ...(isNobody && { hint }) };
}

/** A word that is no command may be half a password: it is not repeated, only what it resembles. */
function commanderMessage({ code, message }: CommanderError): string {
  const sentence = withoutFlagValues(message.replace(/^error: /, "").replaceAll("\n", " "));
  return code === "commander.unknownCommand" ? sentence.replace(/ '.*'/s, "") : sentence;
}
