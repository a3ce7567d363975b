/** When a failed attempt is repeated, and after which wait: the guide's rules. Pure. */
import type { RetryFailure, RetryOptions } from "../runtime/index.js";
import type { APIConfig } from "./config.js";

/** What the rules depend on. */
export type RetryConfig = Pick<
  APIConfig,
  "maxRetries" | "retryDelayMs" | "autoRetryRateLimit" | "retryStatuses"
>;

/** Repeats 429, of all methods, and what `retryStatuses` adds to that. [VN-007, VN-023] */
export function retryRules(config: RetryConfig, random: () => number): Partial<RetryOptions> {
  const { maxRetries, autoRetryRateLimit, retryStatuses } = config;
  return {
    maxRetries,
    statuses: [...(autoRetryRateLimit ? [429] : []), ...retryStatuses],
    shouldRetry: ({ error }) =>
      error.kind === "answer" || retryStatuses.length > 0 ? undefined : false,
    delayMs: (failure) => retryDelayMs(config, failure, random),
    // The server says how long to wait, and the guide knows no limit; `deadlineMs` sets one.
    maxRetryAfterMs: Number.POSITIVE_INFINITY,
    budget: Number.POSITIVE_INFINITY,
  };
}

/** The longer of the own and the server's wait, doubled with each retry, and up to a quarter more. [VN-019] */
export function retryDelayMs(
  { retryDelayMs: own }: Pick<RetryConfig, "retryDelayMs">,
  { retries, retryAfterMs = 0 }: Pick<RetryFailure, "retries" | "retryAfterMs">,
  random: () => number,
): number {
  return Math.max(own, retryAfterMs) * 2 ** retries * (1 + random() / 4);
}
