// Fixed windows per client and kind of path, as the real server means to have them.
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import type { Settings } from "./options.js";

interface Category {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Where a request stands in its window. */
export interface RateDecision {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds of the window's end. */
  readonly resetAt: number;
  /** Seconds until then. */
  readonly retryAfter: number;
}

const health: Category = { name: "health", limit: 1000, windowSeconds: 60 };
const registration: Category = { name: "registration", limit: 3, windowSeconds: 3600 };
const passwordReset: Category = { name: "password_reset", limit: 3, windowSeconds: 3600 };
const auth: Category = { name: "auth", limit: 5, windowSeconds: 60 };
const general: Category = { name: "general", limit: 100, windowSeconds: 60 };

/** Counts requests. */
export function createRateLimiter({ now }: Settings): (request: RecordedRequest) => RateDecision {
  const counts = new Map<string, number>();
  return (request) => {
    const { name, limit, windowSeconds } = categoryOf(pathOf(request));
    const seconds = Math.floor(now() / 1000);
    const start = seconds - (seconds % windowSeconds);
    const key = `${name} ${clientOf(request)} ${start}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const resetAt = start + windowSeconds;
    const remaining = Math.max(0, limit - count);
    return { isAllowed: count <= limit, limit, remaining, resetAt, retryAfter: resetAt - seconds };
  };
}

/** On every answer that the limiter lets pass, and on refusals that announce. */
export function rateHeaders({ limit, remaining, resetAt }: RateDecision): Record<string, string> {
  return {
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": String(resetAt),
  };
}

function categoryOf(path: string): Category {
  if (/^\/(health|ready|live)/.test(path)) return health;
  if (path === "/auth/register") return registration;
  if (path === "/auth/forgot-password" || path === "/auth/reset-password") return passwordReset;
  return path.startsWith("/auth/") ? auth : general;
}

/** The first address that a proxy names, else the socket's, which is the same for all tests. */
function clientOf({ headers }: RecordedRequest): string {
  const forwarded = headers["x-forwarded-for"]?.split(",")[0]?.trim();
  return forwarded ?? headers["x-real-ip"] ?? "127.0.0.1";
}
