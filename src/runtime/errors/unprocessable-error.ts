import { ApiError } from "./api-error.js";
import type { ClientwrightError } from "./clientwright-error.js";

/** 422: the request is well-formed and its values are not acceptable. */
export class UnprocessableError extends ApiError {
  declare readonly status: 422;

  override get name(): string {
    return "UnprocessableError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.status === 422;
  }
}
