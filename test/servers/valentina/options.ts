// How a test can set up the Valentina Noir test server, and the defaults.
import type { TlsIdentity } from "../support/listener.js";
import { createSeededRandom } from "./random.js";

/** A token bucket for each API key. */
export interface RateLimitPolicy {
  readonly name: string;
  /** Tokens of the full bucket. */
  readonly capacity: number;
  /** Seconds in which an empty bucket is full again. */
  readonly refillSeconds: number;
}

/** Everything is optional. */
export interface ValentinaServerOptions {
  /** Clock in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Numbers from 0 up to 1, for dice, generated characters and keys. Default: the same in each run. */
  readonly random?: () => number;
  /** Every request costs a token of each. Default none, and then no header tells of them. */
  readonly rateLimits?: readonly RateLimitPolicy[];
  /** Serve HTTPS with this identity. */
  readonly tls?: TlsIdentity;
}

/** The options with defaults filled in. */
export type Settings = Required<Omit<ValentinaServerOptions, "tls">>;

/** Fills in the defaults. */
export function settingsFrom(options: ValentinaServerOptions): Settings {
  return {
    now: options.now ?? Date.now,
    random: options.random ?? createSeededRandom(1),
    rateLimits: options.rateLimits ?? [],
  };
}
