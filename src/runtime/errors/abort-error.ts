import { ClientwrightError } from "./clientwright-error.js";
import type { KnownErrorInit } from "./error-init.js";

/** The caller's signal aborted the call; `cause` is the signal's reason. */
export class AbortError extends ClientwrightError {
  declare readonly kind: "abort";
  declare readonly status: undefined;

  constructor(message: string, init: KnownErrorInit = {}) {
    super(message, { ...init, kind: "abort" });
  }

  override get name(): string {
    return "AbortError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.kind === "abort";
  }
}
