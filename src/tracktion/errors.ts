/** The guide's error classes. What an error knows is decided by whoever makes it. */
import { ClientwrightError, type ErrorInit } from "../runtime/index.js";
import type { FieldError } from "./error-body.js";
import { type RetryAfterSource, usualSeconds } from "./rate-limit.js";

/** What an error may know; its class fills in what is missing. */
export interface TracktionErrorInit extends Partial<ErrorInit> {
  /** The server's own sentence. */
  readonly serverMessage?: string | undefined;
  readonly requiredScopes?: readonly string[] | undefined;
  readonly fieldErrors?: readonly FieldError[] | undefined;
  readonly retryAfterSource?: RetryAfterSource | undefined;
  /** Of the rate limit: requests per window. */
  readonly rateLimit?: number | undefined;
  readonly remaining?: number | undefined;
  readonly reset?: number | undefined;
}

/**
 * Any failure of a Tracktion call: every error of this client is an instance. It is also `instanceof` the class of
 * `clientwright/runtime` that names the same failure.
 */
export class TracktionError extends ClientwrightError {
  /** What the server said, where it said anything; `message` is the guide's sentence for it. */
  declare readonly serverMessage: string | undefined;
  /** Values of the request that the server could not accept. */
  declare readonly fieldErrors: readonly FieldError[] | undefined;
  /** Body of the answer as the server wrote it; not printed. */
  declare readonly text: string | undefined;

  constructor(message = "Tracktion call failed", init: TracktionErrorInit = {}) {
    super(message, { kind: "answer", ...init });
  }

  /** HTTP status; undefined when there was no answer. */
  get statusCode(): number | undefined {
    return this.status;
  }

  /** Code of the failure, such as `token_expired`; undefined when nobody named one. */
  get errorCode(): string | undefined {
    return this.kind === "answer" ? this.code : undefined;
  }

  /** Body of the answer as the server wrote it. It may hold anything: not for printing. */
  get raw(): string | undefined {
    return this.text;
  }

  override get name(): string {
    return "TracktionError";
  }
}

/**
 * Every failure but a reached rate limit: `catch` for this class and for `RateLimitError` never meet the same error.
 */
export class TracktionApiError extends TracktionError {
  /**
   * @param statusCode HTTP status, or everything that the error may know.
   * @param errorCode Code of the failure.
   */
  constructor(
    message = "Tracktion call failed",
    statusCode?: number | TracktionErrorInit,
    errorCode?: string,
  ) {
    super(message, typeof statusCode === "object" ? statusCode : plainInit(statusCode, errorCode));
  }

  override get name(): string {
    return "TracktionApiError";
  }
}

function plainInit(status: number | undefined, code: string | undefined): TracktionErrorInit {
  return { ...(status !== undefined && { status }), code };
}

/** 401, or no credentials to send: `errorCode` tells an expired token from a wrong key. */
export class AuthenticationError extends TracktionApiError {
  constructor(message = "Authentication failed", init: TracktionErrorInit = {}) {
    super(message, init.kind === "auth" ? init : { status: 401, ...init });
  }

  override get name(): string {
    return "AuthenticationError";
  }
}

/** 403: the credentials are good, but not for this, or not from this address (`ip_blocked`). */
export class PermissionError extends TracktionApiError {
  /** Scopes that the operation needs; empty when the server names none. */
  declare readonly requiredScopes: readonly string[];

  constructor(message = "Access denied", init: TracktionErrorInit = {}) {
    super(message, { status: 403, ...init, requiredScopes: init.requiredScopes ?? [] });
  }

  override get name(): string {
    return "PermissionError";
  }
}

/** No answer: refused, not found, reset. `code` is the system's, e.g. `ECONNREFUSED`. */
export class TracktionConnectionError extends TracktionApiError {
  /** False only when the request certainly never reached the server. */
  declare readonly maybeSent: boolean;

  constructor(
    message = "Connection error. Please check your internet connection.",
    init: TracktionErrorInit = {},
  ) {
    super(message, { ...init, kind: "connection" });
  }

  override get name(): string {
    return "TracktionConnectionError";
  }
}

/** No answer in time. */
export class TracktionTimeoutError extends TracktionApiError {
  constructor(message = "Request timeout. Please try again.", init: TracktionErrorInit = {}) {
    super(message, { ...init, kind: "timeout" });
  }

  override get name(): string {
    return "TracktionTimeoutError";
  }
}

/** 429: the limit is reached, and the request was not processed. */
export class RateLimitError extends TracktionError {
  /** Where `retryAfter` comes from; `default` when the server named no wait. */
  declare readonly retryAfterSource: RetryAfterSource;
  /** Requests that are left. */
  declare readonly remaining: number | undefined;
  /** When the window ends, in Unix seconds. */
  declare readonly reset: number | undefined;
  /** Requests per window. */
  readonly limit: number | undefined;
  readonly #retryAfter: number;

  constructor(message?: string, init: TracktionErrorInit = {}) {
    const { retryAfterMs } = init;
    const seconds = retryAfterMs === undefined ? usualSeconds : Math.ceil(retryAfterMs / 1000);
    const { rateLimit, ...rest } = init;
    super(message ?? `Rate limit exceeded. Retry after ${seconds} seconds.`, {
      status: 429,
      code: "rate_limit_exceeded",
      retryAfterSource: retryAfterMs === undefined ? "default" : "retry-after",
      ...rest,
    });
    this.#retryAfter = seconds;
    this.limit = rateLimit;
  }

  /** Whole seconds to wait: 60 when the server named none, and then `retryAfterMs` is undefined. */
  override get retryAfter(): number {
    return this.#retryAfter;
  }

  override get name(): string {
    return "RateLimitError";
  }
}
