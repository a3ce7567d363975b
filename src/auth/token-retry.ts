/** Whether a token endpoint is asked again, and when. Pure. */
import { backoffMs, defaultRetry, retryAfterMs } from "../runtime/index.js";

/** No call waits longer than this for a token endpoint that asks for patience. */
const longestWaitMs = 10_000;

/** Calls wait together for one request, so there is no crowd to spread. */
const rules = { ...defaultRetry, jitter: "none" } as const;

/** Milliseconds until the next try; undefined when the answer stands. */
export function waitBeforeRetry(
  { status, headers }: Response,
  retries: number,
  now: number,
): number | undefined {
  if (!rules.statuses.includes(status) || retries >= rules.maxRetries) return undefined;
  const waitMs = retryAfterMs(headers, status, now) ?? backoffMs(rules, retries, () => 1);
  return waitMs <= longestWaitMs ? waitMs : undefined;
}
