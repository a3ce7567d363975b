import { ApiError } from "./api-error.js";
import type { ClientwrightError } from "./clientwright-error.js";

/** 404: there is no such thing. */
export class NotFoundError extends ApiError {
  declare readonly status: 404;

  override get name(): string {
    return "NotFoundError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.status === 404;
  }
}
