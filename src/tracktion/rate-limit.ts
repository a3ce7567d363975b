/** What answers say about the rate limit; knows no errors. */
import { retryAfterMs } from "../runtime/index.js";

/** Where the wait of a `RateLimitError` comes from; `default` when the server named none. */
export type RetryAfterSource = "x-ratelimit-retry-after" | "retry-after" | "body" | "default";

/** A wait in whole seconds, and where it comes from. */
export interface RetryAfter {
  readonly seconds: number;
  readonly source: RetryAfterSource;
}

/** The rate limit as the headers of an answer tell it; what they do not say is undefined. */
export interface RateLimitState {
  /** Requests per window. */
  readonly limit: number | undefined;
  /** Requests that are left. */
  readonly remaining: number | undefined;
  /** When the window ends, in Unix seconds. */
  readonly reset: number | undefined;
  /** Seconds that the server asks to wait; answers that are no 429 may say it too. */
  readonly retryAfter: number | undefined;
  /** Name of the caller's tier. */
  readonly tier: string | undefined;
}

/** Seconds to wait when a 429 names no wait. */
export const usualSeconds = 60;

/** The documented header comes before the one that servers really send. */
const headerNames = ["x-ratelimit-retry-after", "retry-after"] as const;

/** The first wait that can be read: of the headers, then of the body, then the usual one. */
export function readRetryAfter(
  headers: Headers,
  bodySeconds: number | undefined,
  nowMs: number,
): RetryAfter {
  for (const source of headerNames) {
    const seconds = headerSeconds(headers, source, nowMs);
    if (seconds !== undefined) return { seconds, source };
  }
  return bodySeconds === undefined
    ? { seconds: usualSeconds, source: "default" }
    : { seconds: Math.ceil(bodySeconds), source: "body" };
}

/** The rate limit that an answer tells of. */
export function readRateLimit(headers: Headers, nowMs: number): RateLimitState {
  const waits = headerNames.map((name) => headerSeconds(headers, name, nowMs));
  return {
    limit: numberIn(headers, "x-ratelimit-limit"),
    remaining: numberIn(headers, "x-ratelimit-remaining"),
    reset: numberIn(headers, "x-ratelimit-reset"),
    retryAfter: waits.find((seconds) => seconds !== undefined),
    tier: headers.get("x-ratelimit-tier") || undefined,
  };
}

/** One header alone, read as the runtime reads it; rounded up, so that nobody comes too early. */
function headerSeconds(headers: Headers, name: string, nowMs: number): number | undefined {
  const value = headers.get(name);
  if (value === null) return undefined;
  const ms = retryAfterMs(new Headers({ [name]: value }), 429, nowMs);
  return ms === undefined ? undefined : Math.ceil(ms / 1000);
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim() ?? "";
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
