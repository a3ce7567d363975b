/** Who is signed in: holds the tokens of one client, renews them, and tells of changes. */
import type { AuthResponse as WireAuthResponse } from "../../generated/rust-auth/models.js";
import {
  passwordLogin,
  type TokenGrant,
  type TokenProvider,
  type TokenStore,
  type Tokens,
} from "../auth/index.js";
import type { AuthProvider, Clock, Logger } from "../runtime/index.js";
import type { AuthClientOptions, SignOutReason, TokenInput } from "./options.js";
import { asLoginAgain, createSessionProvider } from "./session-provider.js";

/** What a session is made of. */
export interface SessionOptions {
  readonly baseUrl: string;
  readonly refreshBufferMs: number;
  readonly tokenStore: TokenStore | undefined;
  readonly storeKey: string;
  readonly onTokensChanged: AuthClientOptions["onTokensChanged"];
  readonly onSignedOut: AuthClientOptions["onSignedOut"];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Asks the server for new tokens. */
  readonly refresh: (refreshToken: string, signal: AbortSignal) => Promise<WireAuthResponse>;
}

/** The login of one client. A token store that fails is reported, and fails nothing. */
export interface Session {
  /** Gives calls their bearer token. */
  readonly provider: AuthProvider;
  /** Headers of the 401s that ended a login, or that nobody's login could answer. */
  readonly refusals: WeakSet<Headers>;
  /** The tokens in memory. */
  held(): Tokens | undefined;
  /** The tokens, looking into the store the first time. */
  restored(): Promise<Tokens | undefined>;
  /** Holds the tokens of a login, at once; resolves when the store has them. */
  begin(tokens: TokenInput): Promise<void>;
  /** Forgets the tokens, at once; resolves when the store has. */
  end(reason: SignOutReason): Promise<void>;
  /** Tokens that may be sent now, renewed first if they are due. */
  fresh(signal: AbortSignal | undefined): Promise<Tokens>;
  /** New tokens, and the answer they came in unless another process got them. */
  renew(signal: AbortSignal | undefined): Promise<Renewed>;
  /** Whether a renewal is on the wire. */
  isRenewing(): boolean;
}

/** Renewed tokens. */
export interface Renewed {
  readonly tokens: Tokens;
  readonly answer: WireAuthResponse | undefined;
}

/** A session that nobody has begun. */
export function createSession(options: SessionOptions): Session {
  const { baseUrl, clock, logger } = options;
  const refusals = new WeakSet<Headers>();
  const renewals = createRenewals(options.refresh);
  let ending: SignOutReason = "refused";
  const tokens = createTokens(options, renewals.refresh, () => ending);
  const warnOf = (what: string) => (): undefined => {
    logger.warn(`The token store could not ${what}`);
    return undefined;
  };
  const outside = (signal: AbortSignal | undefined) => ({
    fetch: globalThis.fetch,
    baseUrl,
    clock,
    logger,
    signal,
  });
  const session: Omit<Session, "provider"> = {
    refusals,
    held: tokens.current,
    restored: () => tokens.restored().catch(warnOf("be read")),
    begin: (given) => tokens.set(grantOf(given)).catch(warnOf("be written")),
    end: (reason) => {
      ending = reason;
      const forgotten = tokens.logout(); // It has told of the change when it returns.
      ending = "refused";
      return forgotten.catch(warnOf("be emptied"));
    },
    fresh: (signal) => tokens.fresh(outside(signal)).catch(asLoginAgain),
    renew: async (signal) => {
      const renewed = await tokens.renew(outside(signal)).catch(asLoginAgain);
      return { tokens: renewed, answer: renewals.answerWith(renewed) };
    },
    isRenewing: renewals.isRunning,
  };
  return { ...session, provider: createSessionProvider(tokens, session) };
}

/** Renews, and keeps the last answer. */
function createRenewals(send: SessionOptions["refresh"]) {
  let running = 0;
  let latest: WireAuthResponse | undefined;
  return {
    isRunning: () => running > 0,
    answerWith: ({ accessToken }: Tokens) =>
      latest?.access_token === accessToken ? latest : undefined,
    refresh: async (refreshToken: string, signal: AbortSignal): Promise<TokenGrant> => {
      running += 1;
      try {
        latest = await send(refreshToken, signal);
        return grantOf(inputOf(latest));
      } finally {
        running -= 1;
      }
    },
  };
}

function createTokens(
  options: SessionOptions,
  refresh: (refreshToken: string, signal: AbortSignal) => Promise<TokenGrant>,
  reason: () => SignOutReason,
): TokenProvider {
  const { clock, tokenStore, storeKey, refreshBufferMs, logger } = options;
  const tell = (hook: () => void): void => {
    try {
      hook();
    } catch (error) {
      logger.error("A hook for tokens failed", { error: String(error) });
    }
  };
  return passwordLogin({
    refresh: (refreshToken, { signal }) => refresh(refreshToken, signal),
    refreshAheadMs: refreshBufferMs,
    // Each request of a renewal has the client's own limit.
    timeoutMs: 0,
    onFailedRenewal: "fail",
    clock,
    ...(tokenStore && { store: tokenStore, storeKey }),
    onChange: (held) => {
      tell(() => options.onTokensChanged?.(held));
      if (held === undefined) tell(() => options.onSignedOut?.(reason()));
    },
  });
}

/** Tokens out of an answer. */
export function inputOf(answer: WireAuthResponse): TokenInput {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = answer;
  return { accessToken, refreshToken, expiresIn };
}

/** A lifetime of 0 is one that is not known. */
function grantOf({ accessToken, refreshToken, expiresIn = 0 }: TokenInput): TokenGrant {
  return { accessToken, refreshToken, expiresInMs: expiresIn * 1000 };
}
