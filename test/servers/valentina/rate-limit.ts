// Token buckets for each API key and policy, and the headers that tell of them.
import { ApiFailure } from "./failures.js";
import type { RateLimitPolicy, Settings } from "./options.js";

interface Standing {
  readonly policy: RateLimitPolicy;
  /** Tokens left; a part of one is no token. */
  readonly level: number;
  /** Seconds until there is a token, 0 while there are any. */
  readonly seconds: number;
  /** Whether there was one to take. */
  readonly isTaken: boolean;
}

/** Takes a token of each policy and answers the headers, or throws the 429. */
export type RateLimiter = (apiKey: string) => Record<string, string>;

/** Counts requests. Without policies everything passes and nothing is told. */
export function createRateLimiter({ now, rateLimits }: Settings): RateLimiter {
  const buckets = new Map<string, { level: number; at: number }>();

  function take(policy: RateLimitPolicy, apiKey: string): Standing {
    const { name, capacity, refillSeconds } = policy;
    const at = now();
    const bucket = buckets.get(`${name} ${apiKey}`) ?? { level: capacity, at };
    const perSecond = capacity / refillSeconds;
    const full = Math.min(capacity, bucket.level + ((at - bucket.at) / 1000) * perSecond);
    const isTaken = full >= 1;
    const level = isTaken ? full - 1 : full;
    buckets.set(`${name} ${apiKey}`, { level, at });
    return { policy, level, isTaken, seconds: level >= 1 ? 0 : (1 - level) / perSecond };
  }

  return (apiKey) => {
    const standings = rateLimits.map((policy) => take(policy, apiKey));
    const exhausted = standings.find(({ isTaken }) => !isTaken);
    if (exhausted) throw rateLimited(exhausted);
    return standings.length === 0 ? {} : headersOf(standings);
  };
}

/** Only the policy that is used up is told of. */
function rateLimited(standing: Standing): ApiFailure {
  const retry_after = Math.ceil(standing.seconds * 100) / 100;
  return new ApiFailure(429, {
    detail: "You are being rate limited.",
    members: { retry_after },
    headers: headersOf([standing]),
  });
}

function headersOf(standings: readonly Standing[]): Record<string, string> {
  const policies = standings.map(({ policy: { name, capacity, refillSeconds } }) => {
    return `"${name}";q=${capacity};w=${Math.ceil(refillSeconds)}`;
  });
  const limits = standings.map(({ policy: { name }, level, seconds }) => {
    return `"${name}";r=${Math.floor(level)};t=${Math.ceil(seconds)}`;
  });
  return { "RateLimit-Policy": policies.join(", "), RateLimit: limits.join(", ") };
}
