import { ClientwrightError } from "./clientwright-error.js";
import type { KnownErrorInit } from "./error-init.js";

/** The server answered, and it is not a success. */
export class ApiError extends ClientwrightError {
  declare readonly kind: "answer";
  /** Reason phrase of the answer; undefined where it has none, as in HTTP/2. */
  declare readonly statusText: string | undefined;
  declare readonly status: number;
  declare readonly headers: Headers;
  /** The body as the server wrote it; undefined when it is empty or was not read. */
  declare readonly text: string | undefined;

  constructor(message: string, init: KnownErrorInit = {}) {
    super(message, { ...init, kind: "answer" });
  }

  override get name(): string {
    return "ApiError";
  }

  protected static override describes(error: ClientwrightError): boolean {
    return error.kind === "answer";
  }
}
