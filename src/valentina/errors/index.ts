/** The guide's error classes: `clientwright/valentina/errors`. What an error knows is decided by whoever makes it. */
import type { InvalidParameter } from "../../../generated/valentina/models.js";
import {
  ClientwrightError,
  type ErrorInit,
  type Issue,
  isRecord,
  type JsonRecord,
} from "../../runtime/index.js";
import { type APIErrorInit, errorText, invalidParametersOf, said } from "../error-text.js";

export type { APIErrorInit } from "../error-text.js";

/**
 * Any failure of a call: every error of this client is an instance, and also `instanceof` the class of
 * `clientwright/runtime` that names the same failure. What is not known is undefined. [VN-075]
 */
export class APIError extends ClientwrightError {
  /** @param message What is said where the body has no title. */
  constructor(message = "", init: APIErrorInit = {}) {
    const known: ErrorInit = { kind: init.status === undefined ? "config" : "answer", ...init };
    super(errorText(message, known), known);
  }

  /** HTTP status; undefined when there was no answer. */
  get statusCode(): number | undefined {
    return this.status;
  }

  /** The body of the answer; empty when it is no JSON object. */
  get responseData(): JsonRecord {
    return isRecord(this.body) ? this.body : {};
  }

  /** What kind of problem it is, in words. */
  get title(): string | undefined {
    return said(this.body, "title");
  }

  /** What is the matter in particular. */
  get detail(): string | undefined {
    return said(this.body, "detail");
  }

  /** Which request it was, mostly its URL. */
  get instance(): string | undefined {
    return said(this.body, "instance");
  }

  override get name(): string {
    return "APIError";
  }

  /** The message alone. [VN-085] */
  override toString(): string {
    return this.message;
  }
}

/** 401: the API key is missing or unknown. [VN-076] */
export class AuthenticationError extends APIError {
  override get name(): string {
    return "AuthenticationError";
  }
}

/** 403: the developer or the user may not do this. [VN-077] */
export class AuthorizationError extends APIError {
  override get name(): string {
    return "AuthorizationError";
  }
}

/** 404: there is no such thing, or no more. [VN-078] */
export class NotFoundError extends APIError {
  override get name(): string {
    return "NotFoundError";
  }
}

/** 400: the server does not accept what it was sent. [VN-079] */
export class ValidationError extends APIError {
  /** Fields that were not accepted; empty where the server names none. */
  get invalidParameters(): readonly InvalidParameter[] {
    // The document says what is in the list.
    return invalidParametersOf(this.body) as readonly InvalidParameter[];
  }

  override get name(): string {
    return "ValidationError";
  }
}

/** 409: an idempotency key that was used before, or a name that is taken. [VN-080] */
export class ConflictError extends APIError {
  override get name(): string {
    return "ConflictError";
  }
}

/** 429: a rate limit is used up. `retryAfter` is in seconds, `retryAfterMs` in milliseconds. [VN-081] */
export class RateLimitError extends APIError {
  /** Requests that are left. */
  get remaining(): number | undefined {
    const { remaining }: APIErrorInit = this.init;
    return remaining;
  }

  override get name(): string {
    return "RateLimitError";
  }
}

/** 500 to 599: the server failed. [VN-082] */
export class ServerError extends APIError {
  override get name(): string {
    return "ServerError";
  }
}

/** The request was not sent, because it cannot be right. [VN-083] */
export class RequestValidationError extends APIError {
  declare readonly issues: readonly Issue[] | undefined;

  /** What is wrong; `path` is as in the body, `input` the value at fault. */
  get errors(): readonly Issue[] {
    return this.issues ?? [];
  }

  override get name(): string {
    return "RequestValidationError";
  }
}

/** An option is missing or makes no sense, or the client is closed. Nothing was sent. */
export class ConfigurationError extends APIError {
  override get name(): string {
    return "ConfigurationError";
  }
}
