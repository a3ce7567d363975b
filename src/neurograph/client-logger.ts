/** Carries the runtime's log lines to the guide's loggers. */
import type { LogFields, Logger } from "../runtime/index.js";
import { getLogger } from "./logging.js";

/** Writes to the logger `neurograph.client`: a line per answer, with status and duration. */
export function createClientLogger(): Logger {
  const logger = getLogger("client");
  return {
    debug: (message, fields) => logger.debug(withDuration(message, fields)),
    info: (message) => logger.info(message),
    warn: (message) => logger.warning(message),
    error: (message) => logger.error(message),
    isEnabled: (level) => logger.isEnabled(level === "warn" ? "warning" : level),
  };
}

function withDuration(message: string, fields: LogFields = {}): string {
  return typeof fields.tookMs === "number" ? `${message} in ${fields.tookMs} ms` : message;
}
