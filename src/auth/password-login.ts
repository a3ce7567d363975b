/** User name and password, exchanged for tokens that are refreshed while they can be. */
import { AuthError, ConfigError } from "../runtime/index.js";
import type { TokenContext } from "./token-context.js";
import { createTokenProvider, type TokenProvider } from "./token-provider.js";
import { createTokenCycle, type TokenCycleOptions } from "./token-state.js";
import type { TokenGrant, Tokens } from "./tokens.js";

/** How to log in and refresh; at least one of the two. */
export interface PasswordLoginOptions extends TokenCycleOptions {
  /**
   * Gets tokens by logging in: at the first call that needs credentials, and when a refresh fails.
   * Its error is the call's error. Without it, tokens come through `set()` alone.
   */
  readonly login?: ((context: TokenContext) => Promise<TokenGrant>) | undefined;
  /** Gets tokens for a refresh token. An answer without a new refresh token keeps the old one. */
  readonly refresh?:
    | ((refreshToken: string, context: TokenContext) => Promise<TokenGrant>)
    | undefined;
  /** Key of the login in the store; say whose it is, e.g. `neurograph:developer`. */
  readonly storeKey?: string;
  /** What a refused refresh without a `login` to fall back on does to the tokens. Default: `forget`. */
  readonly onRefused?: "forget" | "keep";
}

/**
 * Logs in on first need, refreshes ahead of expiry and after a 401: once for all calls that wait.
 * Logging out while a refresh runs wins over the refresh.
 */
export function passwordLogin(options: PasswordLoginOptions): TokenProvider {
  const { login, refresh, store, storeKey, onRefused = "forget" } = options;
  if (!login && !refresh) throw new ConfigError("passwordLogin needs `login`, `refresh`, or both");
  if (store && !storeKey) {
    throw new ConfigError("passwordLogin needs a `storeKey` that says whose login is stored");
  }
  const renew = async (held: Tokens | undefined, context: TokenContext): Promise<TokenGrant> => {
    const refreshed = await tryRefresh(options, held, context);
    if (refreshed) return refreshed;
    if (login) return await login(context);
    throw new AuthError("No credentials: log in first");
  };
  const canRenew = (held: Tokens | undefined): boolean =>
    login !== undefined || (refresh !== undefined && held?.refreshToken !== undefined);
  const source = { renew, canRenew, forgetsRefused: onRefused === "forget" };
  return createTokenProvider("passwordLogin", createTokenCycle(source, options, storeKey ?? ""));
}

/** The refreshed tokens; undefined where only a login is left. */
async function tryRefresh(
  { login, refresh }: PasswordLoginOptions,
  held: Tokens | undefined,
  context: TokenContext,
): Promise<TokenGrant | undefined> {
  if (!refresh || !held?.refreshToken) return undefined;
  try {
    const grant = await refresh(held.refreshToken, context);
    return { ...grant, refreshToken: grant.refreshToken || held.refreshToken };
  } catch (error) {
    if (!login || context.signal.aborted) throw error;
    context.logger.info("Tokens could not be refreshed; logging in");
    return undefined;
  }
}
