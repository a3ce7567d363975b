// A token bucket per client, as the reference server has it.
import type { RecordedRequest } from "../support/request-log.js";
import { announcedRateLimit } from "./limits.js";
import type { Settings } from "./options.js";

/** Whether a request may pass; `retryAfterSeconds` is 0 when it may. */
export interface RateDecision {
  readonly limit: number;
  readonly remaining: number;
  readonly retryAfterSeconds: number;
}

/** Takes one token for each request. Without a limit everything passes. */
export function createRateLimiter(settings: Settings): (request: RecordedRequest) => RateDecision {
  const { rateLimit, now } = settings;
  if (!rateLimit) {
    const limit = announcedRateLimit;
    return () => ({ limit, remaining: limit - 1, retryAfterSeconds: 0 });
  }
  const { capacity: limit, refillPerSecond } = rateLimit;
  const buckets = new Map<string, { level: number; at: number }>();
  return (request) => {
    const at = now();
    const id = bucketOf(request);
    const bucket = buckets.get(id) ?? { level: limit, at };
    const refilled = bucket.level + ((at - bucket.at) / 1000) * refillPerSecond;
    const level = Math.min(limit, refilled);
    const passes = level >= 1;
    buckets.set(id, { level: passes ? level - 1 : level, at });
    if (passes) return { limit, remaining: Math.floor(level - 1), retryAfterSeconds: 0 };
    return { limit, remaining: 0, retryAfterSeconds: secondsUntilOne(level, refillPerSecond) };
  };
}

/** Whole seconds, at least one, also for a bucket that is never refilled. */
function secondsUntilOne(level: number, refillPerSecond: number): number {
  return refillPerSecond > 0 ? Math.max(1, Math.ceil((1 - level) / refillPerSecond)) : 1;
}

/** All server keys begin alike, so in practice they share one bucket; so do all local clients. */
function bucketOf(request: RecordedRequest): string {
  return request.headers["x-api-key"]?.slice(0, 8) ?? "127.0.0.1";
}
