/** What an error body says, whichever of the server's five forms it has; knows no error classes. */
import { isRecord, type JsonRecord } from "../runtime/index.js";
import { recordOf, wordsOf } from "./records.js";

/** One value of the request that the server could not accept. */
export interface FieldError {
  /** Where it is, with dots: `options.max_workers`. */
  readonly field: string;
  readonly message: string;
  /** The server's name of the rule, such as `less_than_equal`. */
  readonly type?: string;
}

/** The parts of an error body that callers see; what it does not say is undefined. */
export interface ErrorContent {
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requiredScopes: readonly string[] | undefined;
  /** Seconds, as on the wire. */
  readonly retryAfter: number | undefined;
  readonly fieldErrors: readonly FieldError[] | undefined;
  readonly details: unknown;
  readonly requestId: string | undefined;
}

/**
 * Reads `{error, message}`, `{detail}` as text, list or object, `{error: {...}}`, `{status, error_code, message}` and
 * the short `{error, retry_after}` of rate limiters. Never throws: a body that is none of these says nothing.
 */
export function readErrorBody(body: unknown): ErrorContent {
  const flat = recordOf(body);
  const error = recordOf(flat.error);
  const detail = recordOf(flat.detail);
  const fieldErrors = fieldErrorsOf(flat.detail) ?? fieldErrorsOf(error.details);
  return {
    code:
      wordsOf(flat.error) ??
      wordsOf(error.code) ??
      wordsOf(flat.error_code) ??
      wordsOf(detail.error_code),
    message:
      wordsOf(flat.message) ??
      wordsOf(error.message) ??
      wordsOf(flat.detail) ??
      wordsOf(detail.error_message) ??
      joined(fieldErrors),
    requiredScopes: scopesOf(flat.required_scopes),
    retryAfter: secondsOf(flat.retry_after) ?? secondsOf(detail.retry_after),
    fieldErrors,
    details: error.details ?? flat.details ?? detail.details,
    requestId: idOf(error) ?? idOf(flat) ?? idOf(detail),
  };
}

/** `[{loc, msg, type}]` of the framework (its first step says only `body` or `query`), or `[{field, message, type}]`. */
function fieldErrorsOf(list: unknown): readonly FieldError[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const found = list.filter(isRecord).map((entry) => {
    const type = wordsOf(entry.type);
    return {
      field: wordsOf(entry.field) ?? locationOf(entry),
      message: wordsOf(entry.msg) ?? wordsOf(entry.message) ?? "",
      ...(type !== undefined && { type }),
    };
  });
  return found.length > 0 ? found : undefined;
}

function locationOf({ loc }: JsonRecord): string {
  return Array.isArray(loc) ? loc.slice(1).join(".") : "";
}

function joined(fieldErrors: readonly FieldError[] | undefined): string | undefined {
  const messages = fieldErrors?.map(({ message }) => message).filter((text) => text !== "");
  return wordsOf(messages?.join("; "));
}

function scopesOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** Not negative; servers write fractions, and text. */
function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0
    ? seconds
    : undefined;
}

function idOf({ request_id, correlation_id }: JsonRecord): string | undefined {
  return wordsOf(request_id) ?? wordsOf(correlation_id);
}
