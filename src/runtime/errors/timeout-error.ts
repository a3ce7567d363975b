import { ClientwrightError } from "./clientwright-error.js";
import type { KnownErrorInit } from "./error-init.js";

/** A limit passed: `timeoutMs` of one attempt, or `deadlineMs` of the whole call. */
export class TimeoutError extends ClientwrightError {
  declare readonly kind: "timeout";
  declare readonly status: undefined;
  declare readonly limit: "attempt" | "deadline";
  /** The limit in milliseconds. */
  declare readonly limitMs: number;

  constructor(message: string, init: KnownErrorInit = {}) {
    super(message, { ...init, kind: "timeout" });
  }

  override get name(): string {
    return "TimeoutError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.kind === "timeout";
  }
}
