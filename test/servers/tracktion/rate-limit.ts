// A token bucket per credential, as large as the tier's burst.
import { rateLimited } from "./failures.js";
import type { Settings } from "./options.js";
import type { Principal } from "./principal.js";
import { allowances } from "./tiers.js";

/** Takes one token of the caller's bucket. */
export type RateLimiter = (principal: Principal) => RateDecision;

/** What a request is told; `refused` is thrown once the headers are known. */
export interface RateDecision {
  readonly headers: Readonly<Record<string, string>>;
  readonly refused?: ReturnType<typeof rateLimited>;
}

export function createRateLimiter({ limitRates, limitShape, now }: Settings): RateLimiter {
  const buckets = new Map<string, { level: number; at: number }>();

  return (principal) => {
    const { tier } = principal.user;
    const { perMinute, burst } = allowances[tier];
    const at = now();
    const { level, at: since } = buckets.get(principal.id) ?? { level: burst, at };
    const full = Math.min(burst, level + ((at - since) / 60_000) * perMinute);
    const counts = limitRates && !principal.isTest;
    const passes = !counts || full >= 1;
    const left = passes && counts ? full - 1 : full;
    buckets.set(principal.id, { level: left, at });
    const headers = {
      "X-RateLimit-Limit": String(perMinute),
      "X-RateLimit-Remaining": String(Math.floor(Math.min(left, perMinute))),
      "X-RateLimit-Reset": String(Math.ceil(at / 1_000 + ((burst - left) / perMinute) * 60)),
      ...(limitShape === "tracklist" && { "X-RateLimit-Tier": tier }),
    };
    if (passes) return { headers };
    return { headers, refused: rateLimited(((1 - full) / perMinute) * 60) };
  };
}
