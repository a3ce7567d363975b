// Failed answers: what went wrong as a value, and its shapes on the wire.
import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer, textAnswer, withHeaders } from "../support/answers.js";
import type { Settings } from "./options.js";
import { offsetTimestamp } from "./timestamps.js";

/**
 * How the real server would put it: as its JSON envelope, as a bare status, as text of its framework,
 * or as one of the two envelopes that only OAuth2 and MFA have.
 */
export type FailureForm = "json" | "bare" | "text" | "wrapped" | "oauth2";

/** Thrown by handlers; becomes the answer. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly form: FailureForm;
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(form: FailureForm, status: number, failure: FailureText = {}) {
    super(failure.message ?? "");
    this.form = form;
    this.status = status;
    this.code = failure.code ?? "";
    this.headers = failure.headers ?? {};
  }
}

interface FailureText {
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Codes and messages of the JSON envelope, by status. */
const usual: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ["VALIDATION_ERROR", "Invalid input"],
  401: ["UNAUTHORIZED", "Authentication required"],
  403: ["FORBIDDEN", "Insufficient permissions"],
  404: ["NOT_FOUND", "Resource not found"],
  409: ["CONFLICT", "Resource already exists"],
  423: ["ACCOUNT_LOCKED", "Account is locked"],
  429: ["RATE_LIMITED", "Rate limit exceeded"],
  500: ["INTERNAL_ERROR", "Internal server error"],
};

/** A failure that the real server reports in its JSON envelope. */
export function jsonFailure(status: number, text: FailureText = {}): ApiFailure {
  const [code, message] = usual[status] ?? ["SERVICE_UNAVAILABLE", "Service unavailable"];
  return new ApiFailure("json", status, { code, message, ...text });
}

/** A failure that the real server reports by its status alone. */
export function bareFailure(status: number, headers: Record<string, string> = {}): ApiFailure {
  const [code, message] = usual[status] ?? ["ERROR", "Request failed"];
  return new ApiFailure("bare", status, { code, message, headers });
}

/** A refusal of the framework, from before the handler. */
export function textFailure(status: number, message: string): ApiFailure {
  return new ApiFailure("text", status, { message });
}

export function validationFailed(message: string): ApiFailure {
  return jsonFailure(400, { message });
}

export function databaseFailed(): ApiFailure {
  return jsonFailure(500, { code: "DATABASE_ERROR" });
}

/** The envelope of the groups that are not routed. */
export function wrappedFailure(status: number, message: string): ApiFailure {
  return new ApiFailure("wrapped", status, { message });
}

/** OAuth2 errors come with status 200 and always this one code. */
export function oauth2Failure(message: string): ApiFailure {
  return new ApiFailure("oauth2", 200, { code: "invalid_request", message });
}

/** Failures become answers; anything else that is thrown is a defect of this server. */
export function answerOrFailure(settings: Settings, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ApiFailure) return failureAnswer(error, settings);
    console.error(error);
    return failureAnswer(jsonFailure(500), settings);
  }
}

/** Puts a failure on the wire. */
export function failureAnswer(failure: ApiFailure, settings: Settings): Answer {
  return withHeaders(bodyOf(failure, settings), failure.headers);
}

function bodyOf(failure: ApiFailure, { errorShape, now }: Settings): Answer {
  const { form, status, code, message } = failure;
  if (form === "text") return textAnswer(status, "text/plain; charset=utf-8", message);
  if (form === "wrapped") return jsonAnswer(status, { success: false, data: null, message });
  if (form === "oauth2")
    return jsonAnswer(status, {
      error: code,
      error_description: message,
      error_uri: null,
      state: null,
    });
  if (errorShape === "flat") return jsonAnswer(status, flatBody(failure));
  if (errorShape === "empty" || form === "bare") return { status, headers: {}, body: "" };
  const error = { code, message, request_id: randomUUID() };
  return jsonAnswer(status, { error, timestamp: offsetTimestamp(now()) });
}

/** The documentation's envelope; its words for a refused login are those of the guide's test. */
function flatBody({ form, status, code, message }: ApiFailure): Record<string, unknown> {
  if (form === "json" && status === 401)
    return { error: "Invalid credentials", message: "Email or password is incorrect" };
  const details = code === "VALIDATION_ERROR" ? { details: { reason: message } } : {};
  return { error: code, message, ...details };
}
