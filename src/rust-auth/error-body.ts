/** What an error body says, whichever of the API's shapes it has; knows no error classes. */
import { isRecord, type JsonRecord, textOf } from "../runtime/index.js";

/** The parts of an error body that callers see. */
export interface ErrorContent {
  /** Undefined when there is no JSON to speak for itself. */
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly details?: unknown;
}

/** Message of JSON that has no sentence. */
const wordless = "Request failed";

/**
 * Reads `{ error: { code, message, request_id }, timestamp }`, `{ error, message, details }`,
 * `{ error, error_description }` (RFC 6749) and `{ message }`. Text and empty bodies say nothing. Never throws.
 */
export function readErrorBody(body: unknown): ErrorContent {
  if (body === undefined || typeof body === "string") return {};
  if (!isRecord(body)) return { message: wordless };
  const content = isRecord(body.error) ? fromNested(body.error) : fromFlat(body);
  return { ...content, timestamp: said(body.timestamp), details: detailsOf(body.details) };
}

function fromNested(error: JsonRecord): ErrorContent {
  return {
    message: said(error.message) ?? wordless,
    code: said(error.code),
    requestId: said(error.request_id),
  };
}

/** Two different texts are both shown: the first names the matter, the second explains it. */
function fromFlat(body: JsonRecord): ErrorContent {
  const error = said(body.error);
  const sentence = said(body.message) ?? said(body.error_description);
  const texts = [...new Set([error, sentence].filter((text) => text !== undefined))];
  return { message: texts.length > 0 ? texts.join(": ") : wordless, code: error };
}

function detailsOf(details: unknown): unknown {
  return typeof details === "string" ? { message: details } : isRecord(details) ? details : {};
}

function said(value: unknown): string | undefined {
  return textOf(value) || undefined;
}
