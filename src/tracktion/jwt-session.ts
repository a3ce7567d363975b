/** The tokens of a login as the guide treats them: judged by their own `exp`, refreshed once for all who wait. */
import { refreshToken as refreshOperation } from "../../generated/tracktion/resources/auth.js";
import {
  memoryStore,
  passwordLogin,
  readJwtExpiry,
  readTokens,
  type TokenGrant,
  type TokenProvider,
  type TokenStore,
  type Tokens,
  withHeaders,
} from "../auth/index.js";
import {
  AuthError,
  type AuthProvider,
  type CallContext,
  type Caller,
  ClientwrightError,
} from "../runtime/index.js";
import { withoutEchoes } from "./echoes.js";
import type { JwtClientOptions, TokenPair } from "./options.js";

/** A login that may be there. */
export interface JwtSession {
  /** Holds the tokens. */
  readonly tokens: TokenProvider;
  /** What calls are authenticated by. */
  readonly provider: AuthProvider;
  /** False when there is nothing to refresh with, or the server refuses; the tokens then stay. */
  refresh(): Promise<boolean>;
}

/**
 * A session without tokens.
 *
 * @param caller Answers the client that refreshes; asked at the first refresh.
 */
export function createJwtSession(
  options: JwtClientOptions,
  baseUrl: string,
  caller: () => Caller,
): JwtSession {
  const { clockSkewMs = 0, clock, tokenStore, onTokensChanged, storeKey } = options;
  const exchange = createExchange(caller);
  const isStored = tokenStore !== undefined || onTokensChanged !== undefined;
  const tokens = passwordLogin({
    refresh: (refreshToken, { signal }) => exchange(refreshToken, signal),
    refreshAheadMs: clockSkewMs,
    // The call has the client's own limit.
    timeoutMs: 0,
    onRefused: "keep",
    ...(clock && { clock }),
    ...(isStored && {
      store: reportingStore(tokenStore ?? memoryStore(), options),
      storeKey: storeKey ?? `tracktion:${baseUrl}`,
    }),
  });
  return {
    tokens,
    provider: createGuidedProvider(tokens, clockSkewMs),
    refresh: () => refreshNow(tokens, exchange),
  };
}

/** What tokens grant by their own word; those that cannot be read count as expired. */
export function grantOf(accessToken: string, refreshToken?: string | null): TokenGrant {
  const expiry = readJwtExpiry(accessToken);
  return {
    accessToken,
    ...(refreshToken ? { refreshToken } : {}),
    ...(expiry.kind === "at" && { expiresAt: expiry.ms }),
    ...(expiry.kind === "unreadable" && { expiresAt: 0 }),
  };
}

/** Whether tokens have ended by their own word. */
export function isExpired({ expiresAt }: Tokens, now: number, clockSkewMs: number): boolean {
  return expiresAt !== undefined && expiresAt <= now + clockSkewMs;
}

type Exchange = (refreshToken: string, signal?: AbortSignal) => Promise<TokenGrant>;

/** One request per refresh token at a time: servers take each once only. */
function createExchange(caller: () => Caller): Exchange {
  const flights = new Map<string, Promise<TokenGrant>>();
  const ask: Exchange = async (refreshToken, signal) => {
    const options = { retry: false, ...(signal && { signal }) } as const;
    const body = { refresh_token: refreshToken };
    const answer = await withoutEchoes([refreshToken], () =>
      caller().call(refreshOperation, { body }, options),
    );
    return grantOf(answer.access_token, answer.refresh_token);
  };
  return (refreshToken, signal) => {
    const running = flights.get(refreshToken);
    if (running !== undefined) return running;
    const flight = ask(refreshToken, signal).finally(() => flights.delete(refreshToken));
    flights.set(refreshToken, flight);
    return flight;
  };
}

async function refreshNow(tokens: TokenProvider, exchange: Exchange): Promise<boolean> {
  const held = tokens.current() ?? (await tokens.restored());
  if (held?.refreshToken === undefined) return false;
  try {
    const grant = await exchange(held.refreshToken);
    const now = tokens.current();
    // Meanwhile a call has refreshed, or somebody has logged in or out: that stands.
    if (now?.refreshToken !== held.refreshToken) return now !== undefined;
    await tokens.set({ ...grant, refreshToken: grant.refreshToken ?? held.refreshToken });
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** The guide's two rules: nothing is sent with an expired token, and a refused refresh leaves the 401 as it is. */
function createGuidedProvider(tokens: TokenProvider, clockSkewMs: number): AuthProvider {
  const headers = async (call: CallContext): Promise<Readonly<Record<string, string>>> => {
    const ready = await Promise.resolve(tokens.headers?.(call) ?? {}).catch(unable);
    const held = tokens.current();
    const isSpent = held !== undefined && isExpired(held, call.clock.now(), clockSkewMs);
    return isSpent && held.refreshToken === undefined ? unable() : ready;
  };
  return {
    headers,
    authenticate: async (request, call) => withHeaders(request, await headers(call)),
    recover: async (response, call) => {
      try {
        return (await tokens.recover?.(response, call)) ?? false;
      } catch (error) {
        if (isRefusal(error)) return false;
        throw error;
      }
    },
  };
}

/** A refusal in the guide's words; any other failure is its own. */
function unable(cause?: unknown): never {
  if (cause !== undefined && !isRefusal(cause)) throw cause;
  throw new AuthError("Unable to refresh access token", cause === undefined ? {} : { cause });
}

/** Whether a refresh failed because of what the server answered, or because there was nothing to ask with. */
function isRefusal(error: unknown): boolean {
  return error instanceof ClientwrightError && /^(answer|auth)$/.test(error.kind);
}

/** A store that tells of every change; what the listener throws harms no call. */
function reportingStore(
  store: TokenStore,
  { onTokensChanged, logger }: JwtClientOptions,
): TokenStore {
  const report = (tokens: TokenPair | undefined): void => {
    try {
      onTokensChanged?.(tokens);
    } catch (error) {
      logger?.warn("onTokensChanged failed", { error: String(error) });
    }
  };
  return {
    get: (key) => store.get(key),
    set: async (key, text) => {
      report(pairOf(readTokens(text)));
      await store.set(key, text);
    },
    delete: async (key) => {
      report(undefined);
      await store.delete(key);
    },
    ...(store.exclusively && { exclusively: store.exclusively.bind(store) }),
  };
}

/** Tokens as the client hands them out. */
export function pairOf(tokens: Tokens | undefined): TokenPair | undefined {
  if (tokens === undefined) return undefined;
  const { accessToken, refreshToken } = tokens;
  return { accessToken, ...(refreshToken !== undefined && { refreshToken }) };
}
