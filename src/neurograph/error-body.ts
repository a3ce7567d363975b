/** What an error body says, whichever shape the server chose; knows no error classes. */
import { isRecord, type JsonRecord, textOf } from "../runtime/index.js";

/** The parts of an error body that callers see. */
export interface ErrorContent {
  /** Undefined when the body has no sentence. */
  readonly message: string | undefined;
  readonly code: string | undefined;
  readonly details: JsonRecord;
}

/**
 * Reads `{error: {...}}`, `{detail: ...}`, flat `{code, message}` and text. Never throws: a body
 * that fits nothing gives no message.
 */
export function readErrorBody(body: unknown): ErrorContent {
  if (typeof body === "string") return content(body.trim());
  if (!isRecord(body)) return content(undefined);
  if (isRecord(body.error)) return fromStructured(body.error);
  if ("detail" in body) return fromDetail(body.detail);
  return fromFlat(body);
}

function fromStructured(error: JsonRecord): ErrorContent {
  return content(error.message, error.code, error.details);
}

function fromDetail(detail: unknown): ErrorContent {
  if (Array.isArray(detail)) return content("Validation failed", undefined, { errors: detail });
  if (!isRecord(detail)) return content(detail);
  return isRecord(detail.error)
    ? fromStructured(detail.error)
    : content(detail.message, undefined, detail);
}

function fromFlat(body: JsonRecord): ErrorContent {
  return content(body.message, body.error_code ?? body.code, body.details);
}

function content(message: unknown, code?: unknown, details?: unknown): ErrorContent {
  return {
    message: textOf(message) || undefined,
    code: textOf(code),
    details: isRecord(details) ? details : {},
  };
}
