// How a test can set up the Tracktion test server, and the defaults.
import type { TlsIdentity } from "../support/listener.js";

/**
 * How errors look: `documented` is `{error, message, code}`, `detail` the framework's `{detail}`,
 * `domain` and `analysis` are objects under `error`, as the servers' own handlers write them.
 */
export type ErrorShape = "documented" | "detail" | "domain" | "analysis";

/** How API keys look: as documented, or as the tracklist server names and wraps them. */
export type KeyShape = "documented" | "server";

/**
 * How a 429 says when to come back: `documented` in `X-RateLimit-Retry-After`, `tracklist` in
 * `Retry-After`, `analysis` in a fraction of the body (its header is cut to whole seconds).
 */
export type LimitShape = "documented" | "tracklist" | "analysis";

/** `dot` signs `T.METHOD.TARGET.BODY`; `newline` is the tracklist server's own form. */
export type HmacScheme = "dot" | "newline";

/** Everything is optional. */
export interface TracktionServerOptions {
  /** Default `documented`. Operations of the BPM section have a shape of their own with it. */
  readonly errorShape?: ErrorShape;
  /** Default `documented`. */
  readonly keyShape?: KeyShape;
  /** Default `documented`. */
  readonly limitShape?: LimitShape;
  /** Default `dot`. */
  readonly hmacScheme?: HmacScheme;
  /** Secret with which all accounts sign at first. */
  readonly hmacSecret?: string;
  /** A key is taken from `X-API-Key` only; as a bearer it is refused. Default false: both. */
  readonly keysInHeaderOnly?: boolean;
  /** A refresh answers a new refresh token and ends the old one. Default true. */
  readonly rotateRefreshTokens?: boolean;
  /** Life of an access token. Default 3600. */
  readonly accessTokenSeconds?: number;
  /** Enforce the tiers' limits. Default false: the headers are sent all the same. */
  readonly limitRates?: boolean;
  /** Clock in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Secret of the HS256 signatures of tokens. */
  readonly jwtSecret?: string;
  /** Serve HTTPS with this identity. */
  readonly tls?: TlsIdentity;
}

/** The options with defaults filled in. */
export type Settings = Required<Omit<TracktionServerOptions, "tls">>;

/** Fills in the defaults. */
export function settingsFrom({ tls: _, ...options }: TracktionServerOptions): Settings {
  return {
    errorShape: "documented",
    keyShape: "documented",
    limitShape: "documented",
    hmacScheme: "dot",
    hmacSecret: "test_hmac_secret_0001",
    keysInHeaderOnly: false,
    rotateRefreshTokens: true,
    accessTokenSeconds: 3_600,
    limitRates: false,
    now: Date.now,
    jwtSecret: "tracktion-test-secret",
    ...options,
  };
}
