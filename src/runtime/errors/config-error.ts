import { ClientwrightError } from "./clientwright-error.js";
import type { KnownErrorInit } from "./error-init.js";

/** The client or the call is set up wrongly; nothing was sent. */
export class ConfigError extends ClientwrightError {
  declare readonly kind: "config";
  declare readonly status: undefined;

  constructor(message: string, init: KnownErrorInit = {}) {
    super(message, { ...init, kind: "config" });
  }

  override get name(): string {
    return "ConfigError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.kind === "config";
  }
}
