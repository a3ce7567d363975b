/** What people may say to a NeuroGraph client. Types only; durations are milliseconds. */
import type { TokenStore } from "../auth/index.js";
import type { ClientOptions, SecretValue } from "../runtime/index.js";
import type { RetryConfig } from "./retry-config.js";

/** Options of a `NeuroGraphClient`. Everything is optional. */
export interface NeuroGraphClientOptions
  extends Omit<ClientOptions, "auth" | "retry" | "errors" | "normalise"> {
  /** Address of the server; slashes at its end are ignored. Default: `http://localhost:8000`. */
  readonly baseUrl?: string | URL;
  /** Account to log in with, at the first call that needs it. Not used with an API key. */
  readonly username?: string;
  /** Password of the account. */
  readonly password?: string;
  /** API key, or a function that answers it. Wins over an account; nothing logs in then. */
  readonly apiKey?: SecretValue;
  /** Header that carries the API key. Default: `authorization` (as `Bearer <key>`). */
  readonly apiKeyHeader?: "authorization" | "x-api-key";
  /** Limit of each HTTP call, its body included. Default: 30,000; 0 means none. */
  readonly timeoutMs?: number;
  /**
   * False accepts any certificate, for this client only; needs Node and the package `undici`. For
   * development. Default: true.
   */
  readonly verifySsl?: boolean;
  /**
   * Repeats calls that are safe to repeat. Default: no retries; a call whose login has expired is
   * repeated once all the same.
   */
  readonly retry?: RetryConfig | NonNullable<ClientOptions["retry"]>;
  /** Where the tokens of a login are kept for other clients and processes. Default: nowhere. */
  readonly tokenStore?: TokenStore;
}
