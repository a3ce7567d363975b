/** Makes the guide's errors out of answers and failures, with what the body and the headers say. */
import { createErrorFamily, type ErrorFamily, type ErrorInit } from "../runtime/index.js";
import { type ErrorContent, readErrorBody } from "./error-body.js";
import {
  AuthenticationError,
  PermissionError,
  RateLimitError,
  TracktionApiError,
  TracktionConnectionError,
  TracktionError,
  type TracktionErrorInit,
  TracktionTimeoutError,
} from "./errors.js";
import { readRateLimit, readRetryAfter } from "./rate-limit.js";

const classes: ErrorFamily = /* @__PURE__ */ createErrorFamily({
  base: TracktionError,
  statuses: { 401: AuthenticationError, 403: PermissionError, 429: RateLimitError },
  kinds: {
    answer: TracktionApiError,
    connection: TracktionConnectionError,
    timeout: TracktionTimeoutError,
    abort: TracktionApiError,
    parse: TracktionApiError,
    validation: TracktionApiError,
    auth: AuthenticationError,
    config: TracktionApiError,
  },
});

/**
 * The errors of Tracktion clients. The class depends on the status; the message is the guide's sentence for status
 * and code, and what the server said is in `serverMessage`.
 */
export const tracktionErrors: ErrorFamily = {
  base: TracktionError,
  create: (message, init) => {
    if (init.kind === "answer") return fromAnswer(message, init);
    return classes.create(sentences[init.kind]?.(init) ?? message, init);
  },
};

/** The guide has one sentence for every way to get no answer; a redirect that is refused is none of them. */
const sentences: Readonly<Partial<Record<string, (init: ErrorInit) => string | undefined>>> = {
  connection: ({ code }) =>
    code === "REDIRECT" ? undefined : "Connection error. Please check your internet connection.",
  timeout: () => "Request timeout. Please try again.",
};

function fromAnswer(fallback: string, init: ErrorInit): TracktionError {
  // Without headers it is no answer of a server: an error that somebody made by hand.
  if (init.headers === undefined) return create(fallback, init);
  const said = readErrorBody(init.body);
  const more = init.status === 429 ? ofRateLimit(init, said) : ofOther(init, said);
  const { details, fieldErrors } = said;
  const known: ErrorInit & TracktionErrorInit = {
    ...init,
    details: details ?? fieldErrors,
    requestId: init.requestId ?? said.requestId,
    fieldErrors,
    serverMessage: said.message ?? (init.text && shortened(init.text)),
    ...more.init,
  };
  return create(more.message, known);
}

/** All classes above extend it. */
function create(message: string, init: ErrorInit): TracktionError {
  return classes.create(message, init) as TracktionError;
}

/** The parts that depend on the status. */
interface Particulars {
  readonly message: string;
  readonly init: TracktionErrorInit;
}

function ofRateLimit(
  { headers = new Headers(), ...init }: ErrorInit,
  said: ErrorContent,
): Particulars {
  // The runtime read the same headers at this time; where they name no date it does not matter.
  const nowMs = (init.retryAt?.getTime() ?? 0) - (init.retryAfterMs ?? 0);
  const { seconds, source } = readRetryAfter(headers, said.retryAfter, nowMs);
  const { limit, remaining, reset } = readRateLimit(headers, nowMs);
  const isSent = source !== "default";
  return {
    message: `Rate limit exceeded. Retry after ${seconds} seconds.`,
    init: {
      code: "rate_limit_exceeded",
      // The usual wait is advice for people; a retry must know that the server asked for none.
      retryAfterMs: isSent ? seconds * 1000 : undefined,
      retryAt: isSent && init.retryAt !== undefined ? new Date(nowMs + seconds * 1000) : undefined,
      retryAfterSource: source,
      rateLimit: limit,
      remaining,
      reset,
    },
  };
}

function ofOther(init: ErrorInit, said: ErrorContent): Particulars {
  const { status = 0, text, retryAfterMs } = init;
  const hint = retryAfterMs ?? (said.retryAfter === undefined ? undefined : said.retryAfter * 1000);
  const code = said.code ?? usualCodes[status];
  const { requiredScopes = [] } = said;
  const sentence = answers[status]?.(code, requiredScopes);
  return {
    message: sentence ?? `HTTP ${status}: ${shortened(text ?? "")}`,
    init: { code, retryAfterMs: hint, ...(status === 403 && { requiredScopes }) },
  };
}

const usualCodes: Readonly<Partial<Record<number, string>>> = {
  401: "authentication_failed",
  403: "access_denied",
};

type Sentence = (code: string | undefined, requiredScopes: readonly string[]) => string;

const answers: Readonly<Partial<Record<number, Sentence>>> = {
  401: (code) => {
    if (code === "token_expired") return "JWT token expired";
    return code === "invalid_api_key" ? "Invalid API key" : "Authentication failed";
  },
  403: (code, requiredScopes) => {
    if (code === "insufficient_permissions")
      return `Insufficient permissions. Required scopes: ${requiredScopes.join(", ")}`;
    return code === "ip_blocked" ? "IP address blocked" : "Access denied";
  },
};

/** Longest body in a message; the whole is in `raw`. */
const longest = 2_000;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
