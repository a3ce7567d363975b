/** What people may say to a client. Types only; durations are milliseconds. */
import type { TokenStore, Tokens } from "../auth/index.js";
import type { ClientOptions } from "../runtime/index.js";

/** Why a login ended: `logout()`, `clearTokens()`, or a server that refused it. */
export type SignOutReason = "logout" | "cleared" | "refused";

/** Options of an `AuthClient`. Everything is optional. */
export interface AuthClientOptions
  extends Omit<ClientOptions, "auth" | "retry" | "errors" | "normalise"> {
  /**
   * Address of the service, with the path that its proxy adds; slashes at its end are ignored.
   * Default: `https://localhost/api`. [RA-013]
   */
  readonly baseUrl?: string | URL;
  /** Limit of each attempt, its body included. Default: 10,000; 0 means none. [RA-016] */
  readonly timeoutMs?: number;
  /** Attempts after the first. Default: 3. [RA-018] */
  readonly maxRetries?: number;
  /**
   * How failed attempts are repeated, where that shall differ from the guide's rules: see `RetryOptions`. A number is a
   * number of retries, `false` means none; both win over `maxRetries`.
   */
  readonly retry?: NonNullable<ClientOptions["retry"]>;
  /**
   * False accepts any certificate, for this client only; needs Node and the package `undici`. For development.
   * Default: true. [RA-019, RA-020]
   */
  readonly verifySsl?: boolean;
  /** How long before the end of an access token it is renewed. Default: 300,000. */
  readonly refreshBufferMs?: number;
  /** Where tokens are kept for other clients and processes. Default: nowhere but in memory. [RA-212] */
  readonly tokenStore?: TokenStore;
  /** Key of the login in the store. Default: `rust-auth:` and the base URL. Say whose it is if there are several. */
  readonly storeKey?: string;
  /** Told of the tokens that are held from now on, or that none are. They are secrets. [RA-213] */
  readonly onTokensChanged?: (tokens: Tokens | undefined) => void;
  /** Told that nobody is signed in any more, and why. [RA-213] */
  readonly onSignedOut?: (reason: SignOutReason) => void;
  /** True writes each request and answer to the console, unless there is a `logger`. Default: false. [RA-167] */
  readonly debug?: boolean;
}

/** Tokens of a login that happened elsewhere; an `AuthResponse` is one. [RA-097] */
export interface TokenInput {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Seconds from now until the access token expires, as on the wire; not known when left out or 0. */
  readonly expiresIn?: number | undefined;
}
