/** What command lines are made of: declared commands in, texts and an exit code out. Knows no API. */
export { type ExitCode, exitCodes } from "./exit-codes.js";
export type { CallFailure, FailureReport } from "./failure.js";
export { addCommonFlags, type CommonFlags, flagsOf } from "./flags.js";
export type { CliIo, TextSink, Variables } from "./io.js";
export { fieldLines, printable, tableLines } from "./layout.js";
export { addGroup, addLeaf, type Description, type Perform, type Work } from "./leaf.js";
export { allLevels, createTerminalLogger } from "./logger.js";
export type { Outcome } from "./outcome.js";
export { runInProcess } from "./process.js";
export type { ProgramDescription } from "./program.js";
export { type CommandLine, runCommandLine, type Surroundings } from "./run.js";
export { checkedBaseUrl, secretLinesOfStdin, secretOfStdin, variable } from "./settings.js";
export { UsageError } from "./usage-error.js";
export {
  parseDecimal,
  parseDurationMs,
  parseInteger,
  parseIntegerFrom,
  parseJsonObject,
  parseNonEmpty,
} from "./values.js";
