/** The guide's error classes. What an error knows is decided by whoever makes it. */
import { ClientwrightError, type ErrorInit } from "../runtime/index.js";

/** What an error may know; its class fills in what is missing. */
export type NeuroGraphErrorInit = Partial<ErrorInit>;

/**
 * Any failure of a NeuroGraph call: every error of this client is an instance. It is also
 * `instanceof` the class of `clientwright/runtime` that names the same failure.
 */
export class NeuroGraphError extends ClientwrightError {
  /** What the server says in particular, e.g. `errors` by field; empty when it says nothing. */
  declare readonly details: Readonly<Record<string, unknown>>;

  constructor(message = "NeuroGraph call failed", init: NeuroGraphErrorInit = {}) {
    super(message, { kind: "answer", ...init, details: init.details ?? {} });
  }

  /** HTTP status; undefined when there was no answer. */
  get statusCode(): number | undefined {
    return this.status;
  }

  /** The server's code, such as `RESOURCE_NOT_FOUND`; undefined when it sent none. */
  get errorCode(): string | undefined {
    return this.code;
  }

  override get name(): string {
    return "NeuroGraphError";
  }

  /** `[CODE] message`, or the message alone. */
  override toString(): string {
    return this.errorCode === undefined ? this.message : `[${this.errorCode}] ${this.message}`;
  }
}

/** 401, a refused login, or no credentials to send. */
export class AuthenticationError extends NeuroGraphError {
  constructor(message = "Authentication failed", init: NeuroGraphErrorInit = {}) {
    super(message, { status: 401, ...init });
  }

  override get name(): string {
    return "AuthenticationError";
  }
}

/** 403: the credentials are good, but not for this. */
export class AuthorizationError extends NeuroGraphError {
  constructor(message = "Authorization failed", init: NeuroGraphErrorInit = {}) {
    super(message, { status: 403, ...init });
  }

  override get name(): string {
    return "AuthorizationError";
  }
}

/** 404: there is no such thing. */
export class NotFoundError extends NeuroGraphError {
  constructor(message = "Resource not found", init: NeuroGraphErrorInit = {}) {
    super(message, { status: 404, ...init });
  }

  override get name(): string {
    return "NotFoundError";
  }
}

/** 409: it exists already. */
export class ConflictError extends NeuroGraphError {
  constructor(message = "Conflict", init: NeuroGraphErrorInit = {}) {
    super(message, { status: 409, ...init });
  }

  override get name(): string {
    return "ConflictError";
  }
}

/** 422: `details.errors` says which fields are wrong. */
export class ValidationError extends NeuroGraphError {
  constructor(message = "Validation failed", init: NeuroGraphErrorInit = {}) {
    super(message, { status: 422, ...init });
  }

  override get name(): string {
    return "ValidationError";
  }
}

/** 429: `retryAfter` (seconds) or `retryAfterMs` says how long to wait, when the server does. */
export class RateLimitError extends NeuroGraphError {
  constructor(message = "Rate limit exceeded", init: NeuroGraphErrorInit = {}) {
    super(message, { status: 429, ...init });
  }

  override get name(): string {
    return "RateLimitError";
  }
}

/** 500 and above: the server failed. */
export class ServerError extends NeuroGraphError {
  constructor(message = "Server error", init: NeuroGraphErrorInit = {}) {
    super(message, { status: 500, ...init });
  }

  override get name(): string {
    return "ServerError";
  }
}

/** No answer: refused, not found, reset. `code` is the system's, e.g. `ECONNREFUSED`. */
export class ConnectionError extends NeuroGraphError {
  constructor(message = "Connection failed", init: NeuroGraphErrorInit = {}) {
    super(message, { ...init, kind: "connection" });
  }

  override get errorCode(): string {
    return "CONNECTION_ERROR";
  }

  override get name(): string {
    return "ConnectionError";
  }
}

/** No answer in time. */
export class TimeoutError extends NeuroGraphError {
  constructor(message = "Request timeout", init: NeuroGraphErrorInit = {}) {
    super(message, { ...init, kind: "timeout" });
  }

  override get errorCode(): string {
    return "TIMEOUT_ERROR";
  }

  override get name(): string {
    return "TimeoutError";
  }
}
