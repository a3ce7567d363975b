/** The rate limit that answers report. Pure. */

/** How many requests are left to the caller in the present window. */
export interface RateLimit {
  /** Requests per window. */
  readonly limit: number;
  /** Requests left in this window. */
  readonly remaining: number;
  /** End of the window in Unix seconds, as on the wire; undefined when the server does not say. */
  readonly reset: number | undefined;
  /** End of the window. */
  readonly resetAt: Date | undefined;
}

/**
 * Reads `X-RateLimit-Limit`, `-Remaining` and `-Reset`; undefined when an answer has none. Browsers show them to
 * scripts of the server's own origin only.
 */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const limit = numberIn(headers, "x-ratelimit-limit");
  const remaining = numberIn(headers, "x-ratelimit-remaining");
  if (limit === undefined || remaining === undefined) return undefined;
  const reset = numberIn(headers, "x-ratelimit-reset");
  return { limit, remaining, reset, resetAt: reset === undefined ? reset : new Date(reset * 1000) };
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim() ?? "";
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
