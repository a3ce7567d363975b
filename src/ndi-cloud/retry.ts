/** When a failed attempt is repeated: three tries of what is harmless. Pure. */
import type { CallOptions, RetryFailure, RetryOptions, RetrySaid } from "../runtime/index.js";

/**
 * Reads, and what has the same result twice, after failed connections, time-outs and the statuses below. The waits are
 * 250 ms, 500 ms and so on, with up to as much again by chance. What is not harmless is never repeated, whatever is
 * said: the document marks it. [NDI-118]
 */
export const retryRules: Partial<RetryOptions> = {
  maxRetries: 2,
  initialDelayMs: 500,
  jitter: "equal",
  statuses: [429, 500, 502, 503, 504],
};

/** The rules with what people say on top. */
export function retryOptions(
  said: RetrySaid | undefined,
  retriesNotFound: boolean,
): Partial<RetryOptions> {
  const rules = retriesNotFound ? { ...retryRules, shouldRetry: isLag } : retryRules;
  if (said === undefined) return rules;
  return typeof said === "object" ? { ...rules, ...said } : { ...rules, maxRetries: Number(said) };
}

/** Reads lag a moment behind writes. */
function isLag({ error, operation }: RetryFailure): boolean | undefined {
  return error.status === 404 && operation.method === "GET" ? true : undefined;
}

/** Options of a call with a rule of ours beneath those that are said. */
export function withRetryRule(
  options: CallOptions | undefined,
  rule: Partial<RetryOptions>,
): CallOptions {
  const { retry } = options ?? {};
  if (retry === undefined) return { ...options, retry: rule };
  const said = typeof retry === "object" ? retry : { maxRetries: Number(retry) };
  return { ...options, retry: { ...rule, ...said } };
}
