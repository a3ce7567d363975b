import { ApiError } from "./api-error.js";
import type { ClientwrightError } from "./clientwright-error.js";

/** 400: the server could not make sense of the request. */
export class BadRequestError extends ApiError {
  declare readonly status: 400;

  override get name(): string {
    return "BadRequestError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.status === 400;
  }
}
