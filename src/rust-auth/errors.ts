/** The one error class of this API. What an error knows is decided by whoever makes it. */
import { ClientwrightError, type ErrorInit } from "../runtime/index.js";
import { type FieldErrors, readFieldErrors } from "./field-errors.js";
import { type RateLimit, readRateLimit } from "./rate-limit.js";

/** What an error may know; its class fills in what is missing. */
export type AuthErrorInit = Partial<ErrorInit> & {
  /** When the server says that it happened (RFC 3339). */
  readonly timestamp?: string | undefined;
};

/**
 * Any failure of a call of this client: an answer that is not a success, a success that cannot be read, no answer,
 * an option that makes no sense. It is also `instanceof` the class of `clientwright/runtime` that names the same
 * failure, whose `AuthError` is another class. [RA-004, RA-120]
 */
export class AuthError extends ClientwrightError {
  /** What the server says in particular; empty when it says nothing. [RA-123] */
  declare readonly details: Readonly<Record<string, unknown>>;
  /** When the server says that it happened (RFC 3339). */
  declare readonly timestamp: string | undefined;
  /** Status of a success that could not be read. */
  declare readonly answerStatus: number | undefined;

  constructor(message = "Request failed", init: AuthErrorInit = {}) {
    super(message, { kind: "answer", ...init, details: init.details ?? {} });
  }

  /** HTTP status; undefined when there was no answer. [RA-122] */
  get statusCode(): number | undefined {
    return this.status ?? this.answerStatus;
  }

  /** The body of the answer where it is not JSON; undefined when it is, or is empty. */
  get rawBody(): string | undefined {
    return typeof this.body === "string" ? this.body : undefined;
  }

  /** What the answer says about the caller's rate limit. [RA-207] */
  get rateLimit(): RateLimit | undefined {
    return this.headers && readRateLimit(this.headers);
  }

  /** What is wrong with each field of the request, under its wire name; empty unless the server says so. [RA-208] */
  get fieldErrors(): FieldErrors {
    return this.code === "VALIDATION_ERROR" ? readFieldErrors(this.message) : {};
  }

  override get name(): string {
    return "AuthError";
  }
}
