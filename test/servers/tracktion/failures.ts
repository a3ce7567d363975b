// What can go wrong, as values that handlers throw. How they look is decided in envelopes.ts.

/** One rejected input value, as the framework reports it. */
export interface FieldProblem {
  readonly type: string;
  /** Begins with `body`, `query` or `path`. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
}

/** What an error answer is made of. */
export interface FailureParts {
  readonly status: number;
  /** Machine code in the documented spelling. */
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requiredScopes?: readonly string[];
  /** Seconds, possibly with a fraction. */
  readonly retryAfter?: number;
  readonly problems?: readonly FieldProblem[];
  /** Told in the framework's form also where errors have the documented one. */
  readonly isFrameworks?: true;
  /** Code of the BPM section, where it has one of its own. */
  readonly bpmCode?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Thrown by handlers; becomes the answer. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly parts: FailureParts;

  constructor(parts: FailureParts) {
    super(parts.message);
    this.parts = parts;
  }
}

/** All 401 answers name the scheme. */
export function unauthorized(code: string, message: string): ApiFailure {
  const headers = { "WWW-Authenticate": "Bearer" };
  return new ApiFailure({ status: 401, code, message, headers });
}

export function invalidSignature(message: string): ApiFailure {
  return unauthorized("invalid_signature", message);
}

export function scopeMissing(requiredScopes: readonly string[]): ApiFailure {
  const [code, message] = ["insufficient_permissions", "Scope missing."];
  return new ApiFailure({ status: 403, code, message, requiredScopes });
}

/** Without a list: scopes would not help. */
export function permissionMissing(permission: string): ApiFailure {
  const message = `The permission ${permission} is missing.`;
  return new ApiFailure({ status: 403, code: "insufficient_permissions", message });
}

export function accessDenied(message: string): ApiFailure {
  return new ApiFailure({ status: 403, code: "access_denied", message });
}

export function ipBlocked(): ApiFailure {
  return new ApiFailure({ status: 403, code: "ip_blocked", message: "Address refused." });
}

export function badRequest(message: string, code = "invalid_request"): ApiFailure {
  return new ApiFailure({ status: 400, code, message });
}

export function notFound(message: string): ApiFailure {
  return new ApiFailure({ status: 404, code: "not_found", message });
}

/** What only the server's framework says: unknown paths, and the business of keys and batches. */
export function frameworkFailure(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): ApiFailure {
  return new ApiFailure({ status, code: `http_${status}`, message, headers, isFrameworks: true });
}

export function invalidBody(...problems: readonly FieldProblem[]): ApiFailure {
  const [code, message] = ["validation_error", "Request validation failed"];
  return new ApiFailure({ status: 422, code, message, problems });
}

export function rateLimited(retryAfter: number): ApiFailure {
  const [code, message] = ["rate_limit_exceeded", "Slow down."];
  return new ApiFailure({ status: 429, code, message, retryAfter });
}

export function bpmFailed(
  status: number,
  bpmCode: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): ApiFailure {
  return new ApiFailure({ status, code: bpmCode.toLowerCase(), message, bpmCode, details });
}

export function bodyTooLarge(): ApiFailure {
  return new ApiFailure({ status: 413, code: "body_too_large", message: "Body too large." });
}

export function internalError(): ApiFailure {
  const message = "An unexpected error occurred";
  return new ApiFailure({ status: 500, code: "internal_error", message });
}

export function unavailable(): ApiFailure {
  const [code, message] = ["service_unavailable", "The service is being restarted."];
  return new ApiFailure({ status: 503, code, message, headers: { "Retry-After": "60" } });
}
