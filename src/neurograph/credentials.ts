/** Which credentials a client sends, and how it gets them. */
import {
  login,
  refreshToken as refreshOperation,
} from "../../generated/neurograph/resources/auth.js";
import {
  apiKey,
  bearer,
  passwordLogin,
  type TokenGrant,
  type TokenProvider,
} from "../auth/index.js";
import { type AuthProvider, type Caller, ClientwrightError } from "../runtime/index.js";
import { adopt, initOf, neuroGraphErrors } from "./error-family.js";
import { AuthenticationError } from "./errors.js";
import type { NeuroGraphClientOptions } from "./options.js";

/** How a client shows who it is. */
export interface Credentials {
  readonly provider: AuthProvider;
  /** Holds the tokens, where there is a login. */
  readonly login: TokenProvider | undefined;
}

/**
 * The API key if there is one, else the account, else a provider that refuses.
 *
 * @param caller Answers the client that logs in; asked at the first login.
 */
export function createCredentials(
  options: NeuroGraphClientOptions,
  caller: () => Caller,
): Credentials {
  if (options.apiKey !== undefined) {
    const provider = createKeyProvider(options.apiKey, options.apiKeyHeader);
    return { provider: adopting(provider), login: undefined };
  }
  const { username, password } = options;
  if (username !== undefined && password !== undefined) {
    const account = createLogin({ username, password }, options, caller);
    return { provider: adopting(account), login: account };
  }
  if (username === undefined && password === undefined)
    return { provider: nobody, login: undefined };
  const message = "username and password belong together: one of them is missing";
  throw neuroGraphErrors.create(message, { kind: "config" });
}

function createKeyProvider(
  value: NonNullable<NeuroGraphClientOptions["apiKey"]>,
  header: NeuroGraphClientOptions["apiKeyHeader"] = "authorization",
): AuthProvider {
  try {
    if (header === "authorization") return bearer(value);
    return apiKey({ in: "header", name: "X-API-Key", value });
  } catch (error) {
    return rethrow(error);
  }
}

const nobody: AuthProvider = {
  authenticate() {
    throw new AuthenticationError("No authentication credentials provided", { kind: "auth" });
  },
};

interface Account {
  readonly username: string;
  readonly password: string;
}

function createLogin(
  account: Account,
  { baseUrl = "", tokenStore, clock }: NeuroGraphClientOptions,
  caller: () => Caller,
): TokenProvider {
  return passwordLogin({
    login: async ({ signal }) => {
      const sent = caller().call(login, { body: account }, { auth: false, signal });
      const answer = await sent.catch((error: unknown) => {
        throw loginError(error, account);
      });
      return grantOf(answer);
    },
    refresh: async (refresh_token, { signal }) => {
      const options = { auth: false, retry: false, signal } as const;
      return grantOf(await caller().call(refreshOperation, { body: { refresh_token } }, options));
    },
    // Each of the two calls has the client's own limit.
    timeoutMs: 0,
    ...(clock && { clock }),
    ...(tokenStore && {
      store: tokenStore,
      storeKey: `neurograph:${baseUrl}:${account.username}`,
    }),
  });
}

interface TokenPair {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

function grantOf({ access_token, refresh_token, expires_in }: TokenPair): TokenGrant {
  const expiresInMs = expires_in * 1000;
  return { accessToken: access_token, refreshToken: refresh_token, expiresInMs };
}

const refusals: ReadonlySet<number | undefined> = new Set([400, 401, 403, 422]);

/** Answers to a login may quote what was sent: the error is made again without the password. */
function loginError(error: unknown, { password }: Account): unknown {
  if (!(error instanceof ClientwrightError) || error.kind !== "answer") return error;
  const init = { ...initOf(error), secrets: [password] };
  return refusals.has(error.status)
    ? new AuthenticationError(`Login failed: ${error.message}`, init)
    : neuroGraphErrors.create(error.message, init);
}

/** The same provider, with every failure in the guide's family. */
function adopting(provider: AuthProvider): AuthProvider {
  const { headers, recover, canAuthenticate } = provider;
  return {
    authenticate: (request, call) => attempt(() => provider.authenticate(request, call)),
    ...(headers && { headers: (call) => attempt(() => headers(call)) }),
    ...(recover && { recover: (response, call) => attempt(() => recover(response, call)) }),
    ...(canAuthenticate && { canAuthenticate }),
  };
}

function attempt<T>(task: () => T | Promise<T>): T | Promise<T> {
  try {
    const result = task();
    return result instanceof Promise ? result.catch(rethrow) : result;
  } catch (error) {
    return rethrow(error);
  }
}

function rethrow(error: unknown): never {
  throw adopt(error);
}
