/** Sends the token of a session with calls, or nothing where there is none: public datasets need no login. */
import { type TokenProvider, type Tokens, withHeaders } from "../auth/index.js";
import type { AuthProvider, CallContext } from "../runtime/index.js";
import { NdiAuthError } from "./errors.js";
import { isTokenExpired } from "./token-times.js";

/** What the provider must know of its session. */
export interface SessionView {
  /** The token in memory or in the store. */
  held(): Promise<Tokens | undefined>;
  /** The function that answers tokens, while nobody has logged in. */
  supply(): (() => string | Promise<string>) | undefined;
  /** Whether calls may log in by themselves. */
  readonly canLogIn: boolean;
}

type AddedHeaders = Readonly<Record<string, string>>;

/** One login for any number of 401s, and one replay for each. 403 leads to none. [NDI-115, NDI-116, NDI-124] */
export function createSessionProvider(tokens: TokenProvider, session: SessionView): AuthProvider {
  const { canLogIn } = session;
  /** Tokens that the function answered, by the call that they were sent with. */
  const supplied = new WeakMap<CallContext, string>();
  const headers = async (call: CallContext): Promise<AddedHeaders> => {
    supplied.delete(call);
    const supply = session.supply();
    if (tokens.current() === undefined && supply !== undefined) {
      const token = await supply();
      if (token !== "" && !(canLogIn && isTokenExpired(token, call.clock.now()))) {
        supplied.set(call, token);
        return { authorization: `Bearer ${token}` };
      }
    } else if ((await session.held()) !== undefined) return await tokens.headers(call);
    return canLogIn ? await tokens.headers(call) : withoutToken(call);
  };
  return {
    headers,
    authenticate: async (request, call) => withHeaders(request, await headers(call)),
    recover: async (response, call) => {
      const refused = supplied.get(call);
      if (refused === undefined) return await tokens.recover(response, call);
      if (canLogIn) {
        await tokens.fresh(call);
        return true;
      }
      return (await session.supply()?.()) !== refused;
    },
  };
}

/** @throws {NdiAuthError} for a call that needs a token. */
function withoutToken({ operation }: CallContext): AddedHeaders {
  if (operation.security.some((alternative) => alternative.length === 0)) return {};
  throw new NdiAuthError("No valid token and no credentials available", { kind: "auth" });
}
