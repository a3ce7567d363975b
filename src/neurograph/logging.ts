/** Named loggers that write text lines to stderr once set up; knows nothing of HTTP. */

/** Severity of a record, lowest first. */
export type LogLevel = "debug" | "info" | "warning" | "error";

/** What to write and how. */
export interface LoggingOptions {
  /** Records below this level are dropped. Default: `warning`. */
  readonly level?: LogLevel;
  /**
   * Text of a line; `%(asctime)s`, `%(name)s`, `%(levelname)s` and `%(message)s` are filled in.
   * Default: `%(asctime)s - %(name)s - %(levelname)s - %(message)s`.
   */
  readonly formatString?: string;
  /** Where a line goes. Default: stderr (`console.error`). */
  readonly write?: (line: string) => void;
  /** Source of time. Default: the system's. */
  readonly now?: () => Date;
}

/** What may accompany a message. */
export interface LogExtra {
  /** Its stack is appended to the line. */
  readonly error?: unknown;
}

/** Writes records under one name. */
export interface NeuroGraphLogger {
  readonly name: string;
  /** Whether records of this level are written at present. */
  isEnabled(level: LogLevel): boolean;
  debug(message: string, extra?: LogExtra): void;
  info(message: string, extra?: LogExtra): void;
  warning(message: string, extra?: LogExtra): void;
  error(message: string, extra?: LogExtra): void;
}

const defaultFormat = "%(asctime)s - %(name)s - %(levelname)s - %(message)s";
const ranks: Readonly<Record<LogLevel, number>> = { debug: 10, info: 20, warning: 30, error: 40 };

/** The one handler of the process; nothing is written while there is none. */
let handler: Required<LoggingOptions> | undefined;

/** Starts to write records of all NeuroGraph loggers, in place of any earlier set-up. */
export function setupLogging(options: LoggingOptions = {}): void {
  const { level = "warning", formatString = defaultFormat } = options;
  if (!Object.hasOwn(ranks, level)) throw new TypeError(`unknown log level: ${level}`);
  handler = {
    level,
    formatString,
    write: options.write ?? ((line) => console.error(line)),
    now: options.now ?? (() => new Date()),
  };
}

/** `setupLogging` at level `debug` with the default format: each request gets a line. */
export function enableDebugLogging(): void {
  setupLogging({ level: "debug" });
}

/** Writes nothing from now on, until logging is set up again. */
export function disableLogging(): void {
  handler = undefined;
}

/** The logger `neurograph`, or `neurograph.<name>`. */
export function getLogger(name?: string): NeuroGraphLogger {
  const fullName = name === undefined || name === "" ? "neurograph" : `neurograph.${name}`;
  const at = (level: LogLevel) => (message: string, extra?: LogExtra) =>
    write(fullName, level, message, extra);
  return {
    name: fullName,
    isEnabled,
    debug: at("debug"),
    info: at("info"),
    warning: at("warning"),
    error: at("error"),
  };
}

function isEnabled(level: LogLevel): boolean {
  return handler !== undefined && ranks[level] >= ranks[handler.level];
}

function write(name: string, level: LogLevel, message: string, extra: LogExtra = {}): void {
  if (handler === undefined || !isEnabled(level)) return;
  const values: Record<string, string> = {
    asctime: localTime(handler.now()),
    name,
    levelname: level.toUpperCase(),
    message,
  };
  const line = handler.formatString.replace(/%%|%\((\w+)\)s/g, (found, key?: string) =>
    key === undefined ? "%" : (values[key] ?? found),
  );
  handler.write("error" in extra ? `${line}\n${traceOf(extra.error)}` : line);
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}

/** Local time as `2026-01-05 08:01:00,123`. */
function localTime(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${day} ${time},${String(date.getMilliseconds()).padStart(3, "0")}`;
}
