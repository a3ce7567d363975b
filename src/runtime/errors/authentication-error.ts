import { ApiError } from "./api-error.js";
import type { ClientwrightError } from "./clientwright-error.js";

/** 401: credentials are missing, wrong or expired. */
export class AuthenticationError extends ApiError {
  declare readonly status: 401;

  override get name(): string {
    return "AuthenticationError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.status === 401;
  }
}
