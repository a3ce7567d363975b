import { ApiError } from "./api-error.js";
import type { ClientwrightError } from "./clientwright-error.js";

/** 403: the credentials do not allow this. */
export class PermissionError extends ApiError {
  declare readonly status: 403;

  override get name(): string {
    return "PermissionError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.status === 403;
  }
}
