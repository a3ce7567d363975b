import { ApiError } from "./api-error.js";
import type { ClientwrightError } from "./clientwright-error.js";

/** 5XX: the server failed. */
export class ServerError extends ApiError {
  declare readonly status: number;

  override get name(): string {
    return "ServerError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.status !== undefined && error.status >= 500;
  }
}
