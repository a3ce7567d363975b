import { ApiError } from "./api-error.js";
import type { ClientwrightError } from "./clientwright-error.js";

/** 429: too many requests; see `retryAfter`, `retryAfterMs` and `retryAt`. */
export class RateLimitError extends ApiError {
  declare readonly status: 429;

  override get name(): string {
    return "RateLimitError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.status === 429;
  }
}
