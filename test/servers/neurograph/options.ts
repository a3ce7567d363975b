// How a test can set up the NeuroGraph test server, and the defaults.
import type { TlsIdentity } from "../support/listener.js";

/** `documented` speaks the guide's flat wire, `reference` the FastAPI server's enveloped one. */
export type Profile = "documented" | "reference";

/** `A` is `{success, error}`, `B` is `{detail}`; validation, 413 and 429 are `A` in both. */
export type ErrorShape = "A" | "B";

/** A token bucket per client. */
export interface RateLimitOptions {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** Everything is optional. */
export interface NeuroGraphServerOptions {
  /** Default `documented`. */
  readonly profile?: Profile;
  /** Shape of the errors of operations in the guide (others are `B` always). Default `A`. */
  readonly errorShape?: ErrorShape;
  /** Refuse a refresh token that was used before. Default true. */
  readonly strictRefresh?: boolean;
  /** Deleting tokens and managing keys is for admins only, as on the real server. Default false. */
  readonly referencePermissions?: boolean;
  /** Life of an access token. Default 900. */
  readonly accessTokenSeconds?: number;
  /** Clock in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Default: never limited; the headers are sent all the same. */
  readonly rateLimit?: RateLimitOptions;
  /** Secret of the HS256 signatures. */
  readonly jwtSecret?: string;
  /** Serve HTTPS with this identity. */
  readonly tls?: TlsIdentity;
}

/** The options with defaults filled in. */
export interface Settings {
  readonly profile: Profile;
  readonly errorShape: ErrorShape;
  readonly strictRefresh: boolean;
  readonly referencePermissions: boolean;
  readonly accessTokenSeconds: number;
  readonly now: () => number;
  readonly rateLimit: RateLimitOptions | undefined;
  readonly jwtSecret: string;
}

/** Fills in the defaults. */
export function settingsFrom(options: NeuroGraphServerOptions): Settings {
  return {
    profile: options.profile ?? "documented",
    errorShape: options.errorShape ?? "A",
    strictRefresh: options.strictRefresh ?? true,
    referencePermissions: options.referencePermissions ?? false,
    accessTokenSeconds: options.accessTokenSeconds ?? 900,
    now: options.now ?? Date.now,
    rateLimit: options.rateLimit,
    jwtSecret: options.jwtSecret ?? "neurograph-test-secret",
  };
}
