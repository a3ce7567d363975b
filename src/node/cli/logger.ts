/** Log lines of a client on a terminal; knows no API. */
import type { LogFields, Logger, LogLevel } from "../../runtime/index.js";
import type { TextSink } from "./io.js";

/** Every level: what `--debug` asks for. */
export const allLevels: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * Writes a line per record of these levels, without its fields but for the duration and the number of a
 * further attempt. Lines carry their level where there are several.
 */
export function createTerminalLogger(stderr: TextSink, levels: readonly LogLevel[]): Logger {
  const isEnabled = (level: LogLevel): boolean => levels.includes(level);
  const labelOf = (level: LogLevel): string =>
    levels.length === 1 ? "" : `${level.toUpperCase()} `;
  const at =
    (level: LogLevel): Logger["info"] =>
    (message, fields) => {
      if (isEnabled(level)) stderr.write(`${labelOf(level)}${withFields(message, fields)}\n`);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error"), isEnabled };
}

function withFields(message: string, { tookMs, attempt }: LogFields = {}): string {
  const duration = typeof tookMs === "number" ? ` in ${tookMs} ms` : "";
  const repeat = typeof attempt === "number" && attempt > 1 ? ` (attempt ${attempt})` : "";
  return `${message}${duration}${repeat}`;
}
