import { ApiError } from "./api-error.js";
import type { ClientwrightError } from "./clientwright-error.js";

/** 409: it conflicts with what is there. */
export class ConflictError extends ApiError {
  declare readonly status: 409;

  override get name(): string {
    return "ConflictError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.status === 409;
  }
}
