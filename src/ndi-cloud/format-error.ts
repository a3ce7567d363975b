/** One line about a failed call, as the service's other clients write it. */
import { isRecord, reasonPhrases } from "../runtime/index.js";
import { readErrorBody } from "./error-body.js";

/** What a line is made of: any error of this client, or a `Response` with its body. */
export interface FailedAnswer {
  readonly status?: number | undefined;
  readonly statusText?: string | undefined;
  /** Parsed, or text. */
  readonly body?: unknown;
}

/**
 * `HTTP 404 Not Found - Dataset not found`; the one part where there is no other, `unknown error` where there is none,
 * and `no response from server` without an answer.
 */
export function formatApiError(answer: FailedAnswer | undefined): string {
  if (answer === undefined) return "no response from server";
  const line = statusLine(answer);
  const text = bodyText(answer.body);
  if (line !== undefined && text !== undefined) return `${line} - ${text}`;
  return line ?? text ?? "unknown error";
}

function statusLine({ status, statusText }: FailedAnswer): string | undefined {
  if (status === undefined) return undefined;
  const reason = statusText || reasonPhrases[status];
  return reason === undefined ? `HTTP ${status}` : `HTTP ${status} ${reason}`;
}

function bodyText(body: unknown): string | undefined {
  const { message } = readErrorBody(body);
  if (message !== undefined) return message;
  return isRecord(body) ? JSON.stringify(body) : undefined;
}
