/** Log lines of a client on stderr; knows nothing of what they say. */
import type { Logger, LogLevel } from "../../runtime/index.js";
import type { CliIo } from "./io.js";

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Writes lines of this level and above. */
export function createStderrLogger({ stderr }: Pick<CliIo, "stderr">, lowest: LogLevel): Logger {
  const isEnabled = (level: LogLevel): boolean => levels.indexOf(level) >= levels.indexOf(lowest);
  const at =
    (level: LogLevel): Logger["info"] =>
    (message, fields) => {
      if (!isEnabled(level)) return;
      const details = fields === undefined ? "" : ` ${JSON.stringify(fields)}`;
      stderr.write(`${level.toUpperCase()} ${message}${details}\n`);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error"), isEnabled };
}
