/** An auth provider over a token cycle: what password login and client credentials have in common. */
import {
  AuthError,
  type AuthProvider,
  type CallContext,
  silentLogger,
  systemClock,
} from "../runtime/index.js";
import { withoutSecrets } from "./redacted.js";
import type { TokenCall } from "./token-context.js";
import {
  freshTokens,
  newTokens,
  readyTokens,
  replacement,
  replaceTokens,
  restore,
} from "./token-cycle.js";
import type { TokenCycle } from "./token-state.js";
import { type TokenGrant, type Tokens, tokensFrom } from "./tokens.js";
import { withHeaders } from "./with-headers.js";

/** A provider that holds tokens and renews them. */
export interface TokenProvider extends AuthProvider {
  readonly headers: NonNullable<AuthProvider["headers"]>;
  readonly recover: NonNullable<AuthProvider["recover"]>;
  /** The tokens that are held in memory; they are secrets. */
  current(): Tokens | undefined;
  /** The tokens that are held, looking into the store the first time. */
  restored(): Promise<Tokens | undefined>;
  /** Tokens that may be sent now, renewed first when they are due; for what does not go through a client. */
  fresh(call: TokenCall): Promise<Tokens>;
  /** New tokens, whatever is held. Joins a renewal that runs. */
  renew(call: TokenCall): Promise<Tokens>;
  /** Holds the tokens of a login that happened elsewhere, at once; resolves when they are stored. */
  set(grant: TokenGrant): Promise<void>;
  /** Forgets all tokens, at once, and whatever a running renewal brings; resolves when the store has. */
  logout(): Promise<void>;
}

/** The provider of a cycle. */
export function createTokenProvider(kind: string, cycle: TokenCycle): TokenProvider {
  const sent = new WeakMap<CallContext, string>();
  const headersOf = (tokens: Tokens, call: CallContext): { authorization: string } => {
    sent.set(call, tokens.accessToken);
    return { authorization: `Bearer ${tokens.accessToken}` };
  };
  const headers = (call: CallContext) => {
    cycle.clock ??= call.clock;
    const ready = readyTokens(cycle, call);
    if (ready) return headersOf(ready, call);
    return freshTokens(cycle, call).then((tokens) => headersOf(tokens, call));
  };
  return withoutSecrets(kind, {
    headers,
    authenticate: async (request, call) => withHeaders(request, await headers(call)),
    recover: async (response, call) => {
      if (response.status !== 401) return false;
      return (await replacement(cycle, sent.get(call), call)) !== undefined;
    },
    canAuthenticate: () =>
      !cycle.restored || cycle.held !== undefined || cycle.source.canRenew(undefined),
    current: () => cycle.held,
    restored: async () => {
      const found = await restore(cycle, silentLogger);
      if (found === "unknown") throw new AuthError("The token store could not be read");
      return cycle.held;
    },
    fresh: (call) => freshTokens(cycle, call),
    renew: (call) => newTokens(cycle, call),
    set: (grant) => {
      const now = (cycle.clock ?? systemClock).now();
      return replaceTokens(cycle, tokensFrom(grant, now), "Signed in anew");
    },
    logout: () => replaceTokens(cycle, undefined, "Signed out"),
  } satisfies TokenProvider);
}
