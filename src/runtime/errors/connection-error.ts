import { ClientwrightError } from "./clientwright-error.js";
import type { KnownErrorInit } from "./error-init.js";

/** No answer: the connection failed, or broke before the answer was complete. */
export class ConnectionError extends ClientwrightError {
  declare readonly kind: "connection";
  declare readonly status: undefined;
  /** False only when the request certainly never reached the server (refused, name not found). */
  declare readonly maybeSent: boolean;

  constructor(message: string, init: KnownErrorInit = {}) {
    super(message, { ...init, kind: "connection" });
  }

  override get name(): string {
    return "ConnectionError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.kind === "connection";
  }
}
