/** What the runtime writes to; any logging library fits with four functions. */

/** Details of a log line. Secrets are already taken out. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Severity of a log line. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Receives log lines. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** False spares the work of making lines of this level. Default: all levels are wanted. */
  isEnabled?(level: LogLevel): boolean;
}

const nothing = (): void => {};

/** Drops every line. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  isEnabled: () => false,
};
