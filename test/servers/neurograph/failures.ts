// Failed answers: what went wrong as a value, and its two shapes on the wire.
import { type Answer, jsonAnswer } from "../support/answers.js";
import type { ErrorShape } from "./options.js";

/** Thrown by handlers; becomes the answer. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  /** What shape B says; usually the message. */
  readonly detail: unknown;
  /** Some failures have one shape whatever the server's switch says. */
  readonly shape: ErrorShape | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(failure: FailureInit) {
    super(failure.message);
    this.status = failure.status;
    this.code = failure.code;
    this.details = failure.details;
    this.detail = failure.detail ?? failure.message;
    this.shape = failure.shape;
    this.headers = failure.headers ?? {};
  }
}

interface FailureInit {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly detail?: unknown;
  readonly shape?: ErrorShape;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One rejected input value. */
export interface FieldError {
  /** Dotted path that begins with `body`, `query` or `path`. */
  readonly field: string;
  readonly message: string;
  readonly type: string;
}

/** Puts a failure on the wire. */
export function failureAnswer(failure: ApiFailure, shape: ErrorShape): Answer {
  const { status, code, message, details, headers } = failure;
  if ((failure.shape ?? shape) === "B")
    return jsonAnswer(status, { detail: failure.detail }, headers);
  const error = details === undefined ? { code, message } : { code, message, details };
  return jsonAnswer(status, { success: false, error }, headers);
}

/** Failures become answers; anything else that is thrown is a defect of this server. */
export function answerOrFailure(shape: ErrorShape, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ApiFailure) return failureAnswer(error, shape);
    console.error(error);
    return failureAnswer(internalError(), shape);
  }
}

export function badRequest(message: string, details?: Record<string, unknown>): ApiFailure {
  return new ApiFailure({
    status: 400,
    code: "INVALID_REQUEST",
    message,
    ...(details && { details }),
  });
}

/** The guard against null bytes stands before the routes, hence always structured. */
export function unreadablePath(): ApiFailure {
  const message = "Invalid characters in request";
  return new ApiFailure({ status: 400, code: "INVALID_REQUEST", message, shape: "A" });
}

/** All 401 answers name the scheme. */
export function unauthorized(
  code: "INVALID_CREDENTIALS" | "INVALID_TOKEN" | "TOKEN_EXPIRED" | "INVALID_API_KEY",
  message: string,
  details?: Record<string, unknown>,
): ApiFailure {
  const headers = { "WWW-Authenticate": "Bearer" };
  return new ApiFailure({ status: 401, code, message, headers, ...(details && { details }) });
}

export function permissionDenied(scope: string, suffix = ""): ApiFailure {
  return new ApiFailure({
    status: 403,
    code: "PERMISSION_DENIED",
    message: `Permission denied: ${scope} required${suffix}`,
    details: { required_permission: scope, action: scope.split(":")[1] ?? scope },
  });
}

/** `detail` is the sentence of shape B, which names the thing. */
export function notFound(resource: string, id: string | number, detail: string): ApiFailure {
  return new ApiFailure({
    status: 404,
    code: "RESOURCE_NOT_FOUND",
    message: `${resource} not found`,
    details: { resource_type: resource, resource_id: String(id) },
    detail,
  });
}

export function validationFailed(errors: readonly FieldError[]): ApiFailure {
  return new ApiFailure({
    status: 422,
    code: "VALIDATION_ERROR",
    message: "Request validation failed",
    details: { errors, count: errors.length },
    shape: "A",
  });
}

export function bodyTooLarge(bytes: number, limit: number): ApiFailure {
  return new ApiFailure({
    status: 413,
    code: "REQUEST_TOO_LARGE",
    message: `Request body too large. Maximum allowed: ${limit} bytes`,
    details: { content_length: bytes, max_allowed: limit },
    shape: "A",
  });
}

export function rateLimited(limit: number, retryAfterSeconds: number): ApiFailure {
  return new ApiFailure({
    status: 429,
    code: "RATE_LIMIT_EXCEEDED",
    message: "Rate limit exceeded. Try again later.",
    details: { rate_limit: limit, remaining: 0, retry_after: retryAfterSeconds },
    shape: "A",
    headers: {
      "Retry-After": String(retryAfterSeconds),
      "X-RateLimit-Limit": String(limit),
      "X-RateLimit-Remaining": "0",
    },
  });
}

export function unavailable(service: string, message: string): ApiFailure {
  return new ApiFailure({
    status: 503,
    code: "SERVICE_UNAVAILABLE",
    message,
    details: { service },
  });
}

/** The catch-all handler, hence always structured. */
export function internalError(): ApiFailure {
  const message = "Internal server error";
  return new ApiFailure({ status: 500, code: "INTERNAL_ERROR", message, shape: "A" });
}

/** The framework's own refusals have the `detail` shape whatever the switch says. */
export function frameworkFailure(
  status: 404 | 405,
  headers: Readonly<Record<string, string>> = {},
): ApiFailure {
  const [code, message] =
    status === 404 ? ["NOT_FOUND", "Not Found"] : ["METHOD_NOT_ALLOWED", "Method Not Allowed"];
  return new ApiFailure({ status, code, message, shape: "B", headers });
}
