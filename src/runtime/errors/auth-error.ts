import { ClientwrightError } from "./clientwright-error.js";
import type { KnownErrorInit } from "./error-init.js";

/** No credentials satisfy the operation, or they could not be renewed. */
export class AuthError extends ClientwrightError {
  declare readonly kind: "auth";
  declare readonly status: undefined;

  constructor(message: string, init: KnownErrorInit = {}) {
    super(message, { ...init, kind: "auth" });
  }

  override get name(): string {
    return "AuthError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.kind === "auth";
  }
}
