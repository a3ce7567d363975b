/** The state of one login, and what it is made of. */
import type { Clock } from "../runtime/index.js";
import { createSharedTokens, type SharedTokens } from "./shared-tokens.js";
import type { TokenContext } from "./token-context.js";
import type { TokenStore } from "./token-store.js";
import type { TokenGrant, Tokens } from "./tokens.js";

/** What every provider that holds tokens lets people choose. Durations are milliseconds. */
export interface TokenCycleOptions {
  /**
   * How long before their end tokens are renewed; if that is longer than they live, each call
   * renews them. Default: 30,000.
   */
  readonly refreshAheadMs?: number;
  /** Limit of one login or refresh; 0 means none. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Where tokens are kept for other clients and processes. Default: nowhere. */
  readonly store?: TokenStore;
  /** Clock for `set()`; calls bring their client's. Default: the platform's. */
  readonly clock?: Clock;
  /**
   * What a call does when tokens that still last could not be renewed ahead of their end, for a reason that may pass:
   * use them, or fail with that reason. Default: `use`.
   */
  readonly onFailedRenewal?: "use" | "fail";
  /** Told of the tokens that are held from now on, or that none are. It must not throw. */
  readonly onChange?: (tokens: Tokens | undefined) => void;
}

/** How tokens are got. */
export interface TokenSource {
  /** New tokens: by refresh where `held` allows it, else by login. A login's answer names no former refresh token. */
  renew(held: Tokens | undefined, context: TokenContext): Promise<TokenGrant>;
  canRenew(held: Tokens | undefined): boolean;
  /** Whether a refused renewal ends the login. */
  readonly forgetsRefused: boolean;
}

/** The state; each function below is one thing that can happen to it. */
export interface TokenCycle {
  readonly source: TokenSource;
  readonly shared: SharedTokens | undefined;
  readonly refreshAheadMs: number;
  readonly timeoutMs: number;
  /** Whether tokens that could not be renewed serve to their end. */
  readonly usesUnrenewed: boolean;
  readonly onChange: (tokens: Tokens | undefined) => void;
  /** The option's clock, else that of the first call. */
  clock: Clock | undefined;
  /** Changed by `hold` alone. */
  held: Tokens | undefined;
  /** Raised by every `set` and `forget`: a renewal of an older generation is void. */
  generation: number;
  /** The renewal that runs, if one does. */
  flight: Promise<Tokens> | undefined;
  stopFlight: (reason: unknown) => void;
  /** The token whose renewal was refused, and how: others that bring it get the same answer. */
  refused: { readonly token: string; readonly error: unknown } | undefined;
  /** Whether the store has been looked at. */
  restored: boolean;
  /** Whether the store had what is held: if it then has nothing, somebody signed out. */
  saved: boolean;
}

/** A cycle that holds nothing yet. */
export function createTokenCycle(
  source: TokenSource,
  options: TokenCycleOptions,
  storeKey: string,
): TokenCycle {
  return {
    source,
    shared: options.store && createSharedTokens(options.store, storeKey),
    refreshAheadMs: options.refreshAheadMs ?? 30_000,
    timeoutMs: options.timeoutMs ?? 30_000,
    usesUnrenewed: options.onFailedRenewal !== "fail",
    onChange: options.onChange ?? (() => {}),
    clock: options.clock,
    held: undefined,
    generation: 0,
    flight: undefined,
    stopFlight: () => {},
    refused: undefined,
    restored: options.store === undefined,
    saved: false,
  };
}

/** Holds these tokens from now on, or none. */
export function hold(cycle: TokenCycle, tokens: Tokens | undefined): void {
  const isNew = cycle.held !== tokens;
  cycle.held = tokens;
  if (isNew) cycle.onChange(tokens);
}
