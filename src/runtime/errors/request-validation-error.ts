import type { Issue } from "../validation/validation.js";
import { ClientwrightError } from "./clientwright-error.js";
import type { KnownErrorInit } from "./error-init.js";

/** The request cannot be sent as given; nothing was sent. */
export class RequestValidationError extends ClientwrightError {
  declare readonly kind: "validation";
  declare readonly status: undefined;
  declare readonly issues: readonly Issue[];

  constructor(message: string, init: KnownErrorInit = {}) {
    super(message, { ...init, kind: "validation" });
  }

  override get name(): string {
    return "RequestValidationError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.kind === "validation";
  }
}
