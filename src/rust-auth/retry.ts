/** When a failed attempt is repeated, and after which wait: the guide's rules. Pure. */
import type { RetryFailure, RetryOptions, RetrySaid } from "../runtime/index.js";

/** No computed wait is longer. */
const longestDelayMs = 120_000;

/**
 * Statuses 429, 500, 502, 503 and 504, also of writes; 413 where the server says when to come back; failed
 * connections and time-outs. [RA-041, RA-042, RA-044]
 */
export const retryRules: Partial<RetryOptions> = {
  statuses: [429, 500, 502, 503, 504],
  methods: ["HEAD", "GET", "PUT", "DELETE", "OPTIONS", "TRACE", "POST"],
  writes: true,
  shouldRetry: ({ error: { status, headers } }) =>
    status === 413 ? (headers?.has("retry-after") ?? false) : undefined,
  delayMs: retryDelayMs,
};

/**
 * The server's `Retry-After` in place of the backoff; its 0 counts for nothing. Else 0 s, 2 s, 4 s, 8 s and so on.
 * [RA-043, RA-045]
 */
export function retryDelayMs({
  retries,
  retryAfterMs,
}: Pick<RetryFailure, "retries" | "retryAfterMs">): number {
  if (retryAfterMs) return retryAfterMs;
  return retries === 0 ? 0 : Math.min(longestDelayMs, 1000 * 2 ** retries);
}

/** The rules with what people say on top. */
export function retryOptions(
  maxRetries: number,
  said: RetrySaid | undefined,
): Partial<RetryOptions> {
  if (typeof said === "object") return { ...retryRules, maxRetries, ...said };
  return { ...retryRules, maxRetries: said === undefined ? maxRetries : Number(said) };
}
