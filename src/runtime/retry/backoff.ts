/** How long to wait when the server does not say. */
import type { RetryOptions } from "./retry-options.js";

/** Milliseconds before retry number `retry` (0 for the first): exponential, capped, with jitter. */
export function backoffMs(rules: RetryOptions, retry: number, random: () => number): number {
  const wait = Math.min(rules.maxDelayMs, rules.initialDelayMs * rules.factor ** retry);
  if (rules.jitter === "none") return wait;
  return rules.jitter === "equal" ? wait / 2 + (random() * wait) / 2 : random() * wait;
}
