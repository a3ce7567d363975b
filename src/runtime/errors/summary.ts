/** What an error says apart from the call that it happened in. */
import type { ErrorInit } from "./error-init.js";

/**
 * The message without its request line and request id, for families that word their messages themselves: the
 * server's sentence or the status text of an answer, or what prevented one.
 */
export function summaryOf(message: string, { operation, requestId }: ErrorInit): string {
  if (operation === undefined) return message;
  const { id, method, path } = operation;
  const line = new RegExp(`^${escaped(`${method} ${path}`)}( -> \\d+)?( \\(${escaped(id)}\\))?: `);
  const summary = message.replace(line, "");
  return requestId === undefined ? summary : summary.replace(` [${requestId}]`, "");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
