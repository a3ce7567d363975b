/** Log lines of a client on a terminal; knows no API. */
import type { LogFields, Logger } from "../../runtime/index.js";
import type { TextSink } from "./io.js";

/**
 * Writes a line per record, without its fields but for the duration.
 *
 * @param isDebug Writes lines of every level. Without it only those of `info` are written, as they are: clients tell
 *   there why they wait, and everything else is in what a command answers.
 */
export function createTerminalLogger(stderr: TextSink, isDebug: boolean): Logger {
  const write =
    (level: "DEBUG" | "INFO" | "WARN" | "ERROR"): Logger["info"] =>
    (message, fields) =>
      void stderr.write(isDebug ? `${level} ${withDuration(message, fields)}\n` : `${message}\n`);
  const nothing = (): void => {};
  return {
    debug: isDebug ? write("DEBUG") : nothing,
    info: write("INFO"),
    warn: isDebug ? write("WARN") : nothing,
    error: isDebug ? write("ERROR") : nothing,
    isEnabled: (level) => isDebug || level === "info",
  };
}

function withDuration(message: string, { tookMs }: LogFields = {}): string {
  return typeof tookMs === "number" ? `${message} in ${tookMs} ms` : message;
}
