/** What people may say to Tracktion clients. Types only; durations are milliseconds. */
import type { TokenStore } from "../auth/index.js";
import type { ClientOptions, HeaderValues } from "../runtime/index.js";

/** What every client takes. Everything is optional. */
export interface BaseClientOptions extends Omit<ClientOptions, "auth" | "errors" | "normalise"> {
  /** Address of the server; slashes at its end are ignored. Default: `https://api.tracktion.com`. */
  readonly baseUrl?: string | URL;
  /** Lets `http:` leave this machine, so that keys travel in the clear. Default: false. */
  readonly allowInsecure?: boolean;
  /** Limit of each HTTP call, its body included. Default: 30,000; 0 means none. */
  readonly timeoutMs?: number;
  /** Headers of every call; those of a call win. An `Authorization` here replaces the client's own. */
  readonly headers?: HeaderValues;
  /** Ends every call of the client. */
  readonly signal?: AbortSignal;
  /**
   * Repeats calls that are safe to repeat. Default: no repeats; `RobustTracktionClient` and
   * `retryWithBackoff` have the guide's way.
   */
  readonly retry?: NonNullable<ClientOptions["retry"]>;
  /** Keeps the tracks of a search for a while, in memory. Default: false. */
  readonly cache?: boolean | SearchCacheOptions;
}

/** How long and how many searches are kept. */
export interface SearchCacheOptions {
  /** Default: 300,000. */
  readonly ttlMs?: number;
  /** The oldest goes first. Default: 500. */
  readonly maxEntries?: number;
}

/** Options of a `TracktionClient`. */
export interface TracktionClientOptions extends BaseClientOptions {
  /** API key, of any form. Without it no `Authorization` is sent. */
  readonly apiKey?: string | undefined;
  /** Header that carries the key. Default: `authorization` (as `Bearer <key>`). */
  readonly apiKeyHeader?: "authorization" | "x-api-key";
}

/** Options of a `RobustTracktionClient`. */
export interface RobustClientOptions extends TracktionClientOptions {
  /** Repeats of `searchTracksWithRetry` after a reached rate limit. Default: 3, so 4 calls at most. */
  readonly maxRetries?: number;
  /** First wait where the server names none; it doubles. Default: 1,000. */
  readonly baseDelayMs?: number;
}

/** Options of a `SecureTracktionClient`. */
export interface SecureClientOptions extends TracktionClientOptions {
  readonly apiKey: string;
  /** Shared secret that requests are signed with. It is never sent. */
  readonly hmacSecret: string;
  /** Form of what is signed: the documented one, or that of the tracklist server. Default: `dot`. */
  readonly hmacScheme?: HmacScheme;
  /** Time of signatures, in milliseconds since the epoch. Default: the clock's. */
  readonly now?: () => number;
}

/** `dot`: `T.METHOD.target.body`, with `sha256=`. `newline`: five lines, bare hexadecimal. */
export type HmacScheme = "dot" | "newline";

/** Options of a `JwtAuthClient`. */
export interface JwtClientOptions extends BaseClientOptions {
  /** How long before its end a token counts as expired. Default: 0. */
  readonly clockSkewMs?: number;
  /** Where tokens are kept for other clients and processes. Default: in memory. */
  readonly tokenStore?: TokenStore;
  /** Whose login the store holds. Default: made of the base URL. */
  readonly storeKey?: string;
  /** Told of every change: a login, a refresh, `setTokens()`, `clearTokens()` (with undefined). */
  readonly onTokensChanged?: (tokens: TokenPair | undefined) => void;
}

/** Tokens of a login. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
}

/** Options of an `ApiKeyManager`. */
export interface ApiKeyManagerOptions extends Omit<BaseClientOptions, "cache"> {
  /** Access token of a login, or a function that is asked for each call, e.g. `() => client.accessToken`. */
  readonly token: string | (() => string | undefined | Promise<string | undefined>);
}
