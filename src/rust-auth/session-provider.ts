/** Sends a session's token with calls, and ends the session when it is refused for good. */
import { isRejection, type TokenProvider, withHeaders } from "../auth/index.js";
import { type AuthProvider, type CallContext, ClientwrightError } from "../runtime/index.js";
import { loginAgain } from "./error-family.js";
import { AuthError } from "./errors.js";
import type { Session } from "./session.js";

const scheme = "Bearer ";

/**
 * Calls go with the token that is held, or without: who may call without is the server's business. A 401 leads to one
 * renewal and one replay; one that stands forgets the tokens that it refused. [RA-033, RA-048, RA-125]
 */
export function createSessionProvider(
  tokens: TokenProvider,
  session: Pick<Session, "restored" | "refusals" | "end">,
): AuthProvider {
  /** What each call sent last; undefined for nothing. */
  const sent = new WeakMap<CallContext, string | undefined>();
  const headers = async (call: CallContext): Promise<Readonly<Record<string, string>>> => {
    const held = tokens.current() ?? (await session.restored());
    const added = held === undefined ? {} : await attempt(() => tokens.headers(call));
    sent.set(call, added.authorization?.slice(scheme.length));
    return added;
  };
  return {
    headers,
    authenticate: async (request, call) => withHeaders(request, await headers(call)),
    recover: async (response, call) => {
      // Sent without a token: there may be one by now.
      if (sent.get(call) === undefined) return tokens.current() !== undefined;
      return await attempt(() => tokens.recover(response, call));
    },
    refused: async ({ headers: refusal }, call) => {
      session.refusals.add(refusal);
      const held = tokens.current();
      if (held !== undefined && held.accessToken === sent.get(call)) await session.end("refused");
    },
  };
}

async function attempt<T>(task: () => T | Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    return asLoginAgain(error);
  }
}

/**
 * A renewal that was refused, or that a logout overtook, as the sentence that everybody gets; other failures as they
 * are: no connection, 5xx, and the statuses that speak of the moment only (408, 425, 429).
 *
 * @throws {AuthError} always.
 */
export function asLoginAgain(error: unknown): never {
  const isOver =
    isRejection(error) || (error instanceof ClientwrightError && error.kind === "auth");
  throw isOver ? new AuthError(loginAgain, { kind: "auth", status: 401, cause: error }) : error;
}
