/** What a client is told, with defaults, and what it tells the runtime. */
import { createTrustingTransport, type Transport } from "../node/trusting-transport.js";
import {
  type ClientOptions,
  createConsoleLogger,
  environmentLogger,
  type Fetch,
  systemClock,
  VERSION,
} from "../runtime/index.js";
import { AuthError } from "./errors.js";
import type { AuthClientOptions } from "./options.js";
import { type RateLimit, readRateLimit } from "./rate-limit.js";
import { retryOptions } from "./retry.js";
import type { SessionOptions } from "./session.js";

/** Server of clients that are told none. [RA-013] */
const defaultBaseUrl = "https://localhost/api";

/** Options with their defaults. */
export interface ResolvedOptions {
  readonly session: Omit<SessionOptions, "refresh">;
  /** Connections of this client alone, where it has some. */
  readonly transport: Transport | undefined;
  readonly fetch: Fetch;
  /** For the runtime; its credentials, errors and normaliser are added by the client. */
  readonly runtime: Omit<ClientOptions, "auth" | "errors" | "normalise" | "fetch">;
  /** For clients that share connections and settings with this one, but no login. */
  readonly scoped: AuthClientOptions;
}

/** @throws {AuthError} for options that make no sense. */
export function resolveOptions(options: AuthClientOptions): ResolvedOptions {
  const { verifySsl, tokenStore, storeKey, onTokensChanged, onSignedOut, ...shared } = options;
  const { debug, maxRetries = 3, retry, refreshBufferMs = 300_000, headers, ...others } = shared;
  assertCount("maxRetries", maxRetries);
  assertCount("refreshBufferMs", refreshBufferMs);
  const baseUrl = String(others.baseUrl ?? defaultBaseUrl).replace(/\/+$/, "");
  const clock = others.clock ?? systemClock;
  const logger =
    others.logger ?? (debug === true ? createConsoleLogger("debug") : environmentLogger());
  const transport = createTrustingTransport({ verifySsl, fetch: others.fetch }, refusal);
  const ownHeaders = { ...identification(), ...headers };
  return {
    session: {
      baseUrl,
      refreshBufferMs,
      tokenStore,
      storeKey: storeKey ?? `rust-auth:${baseUrl}`,
      onTokensChanged,
      onSignedOut,
      clock,
      logger,
    },
    transport,
    // Looked up per call, as the runtime does it: a global that is replaced later is used.
    fetch: transport?.fetch ?? others.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    runtime: {
      ...others,
      ...{ baseUrl, clock, logger, headers: ownHeaders },
      timeoutMs: others.timeoutMs ?? 10_000,
      retry: retryOptions(maxRetries, retry),
    },
    scoped: { ...shared, ...(transport && { fetch: transport.fetch }) },
  };
}

/** A `fetch` that tells of the rate limit in each answer. */
export function watchingFetch(fetch: Fetch, onRateLimit: (rateLimit: RateLimit) => void): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const rateLimit = readRateLimit(response.headers);
    if (rateLimit !== undefined) onRateLimit(rateLimit);
    return response;
  };
}

/** Browsers name themselves; another name would cost a preflight request there. [RA-031] */
function identification(): Readonly<Record<string, string>> {
  return "document" in globalThis ? {} : { "user-agent": `clientwright-rust-auth/${VERSION}` };
}

function assertCount(name: string, value: number): void {
  if (typeof value === "number" && value >= 0) return;
  throw refusal(`${name} must be a number, 0 or more`);
}

/** The error for an option that makes no sense. */
export function refusal(message: string): AuthError {
  return new AuthError(`rust-auth: ${message}`, { kind: "config" });
}
