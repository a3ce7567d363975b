/** Log lines on the console, and the environment variable that switches them on. */
import { type Logger, type LogLevel, silentLogger } from "./logger.js";

const severity: Readonly<Record<string, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/**
 * Writes lines of `level` and above to the console (standard error in Node for `warn` and `error`).
 * @param level Lowest level written. Default: `info`.
 */
export function createConsoleLogger(level: LogLevel = "info", target: Console = console): Logger {
  const isEnabled = (wanted: LogLevel): boolean =>
    (severity[wanted] ?? 0) >= (severity[level] ?? 0);
  const write =
    (wanted: LogLevel): Logger["info"] =>
    (message, fields) => {
      if (!isEnabled(wanted)) return;
      if (fields === undefined) target[wanted](`[clientwright] ${message}`);
      else target[wanted](`[clientwright] ${message}`, fields);
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    isEnabled,
  };
}

/**
 * The logger that `CLIENTWRIGHT_LOG` asks for (`debug`, `info`, `warn`, `error` or `off`).
 * Silent when it is unset, unknown, or there is no environment to read.
 */
export function environmentLogger(): Logger {
  const level = environmentVariable("CLIENTWRIGHT_LOG");
  return level !== undefined && level in severity
    ? // The guard above leaves only names of levels.
      createConsoleLogger(level as LogLevel)
    : silentLogger;
}

function environmentVariable(name: string): string | undefined {
  try {
    // `process` exists in Node, Bun and Deno; reading a variable may be forbidden in Deno.
    const host = globalThis as { process?: { env?: Record<string, string | undefined> } };
    return host.process?.env?.[name]?.toLowerCase();
  } catch {
    return undefined;
  }
}
