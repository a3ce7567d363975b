// What an account's tier allows, in the numbers of the documentation.

/** Known tiers. */
export type Tier = "free" | "premium" | "enterprise";

/** What a tier allows. */
export interface Allowance {
  /** Requests per minute in the long run; also what `X-RateLimit-Limit` says. */
  readonly perMinute: number;
  /** Requests at once. */
  readonly burst: number;
  /** Active API keys. */
  readonly keys: number;
  /** Largest audio file in megabytes. */
  readonly megabytes: number;
}

export const allowances: Readonly<Record<Tier, Allowance>> = {
  free: { perMinute: 10, burst: 12, keys: 2, megabytes: 50 },
  premium: { perMinute: 100, burst: 120, keys: 10, megabytes: 500 },
  enterprise: { perMinute: 1_000, burst: 1_200, keys: 50, megabytes: 2_048 },
};
