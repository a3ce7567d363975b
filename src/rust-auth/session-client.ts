/** A client that holds the tokens of a login: everything about them that needs no operation of its own. */
import { rustAuth } from "../../generated/rust-auth/client.js";
import type { AuthResponse as WireAuthResponse } from "../../generated/rust-auth/models.js";
import { refreshToken as refreshOperation } from "../../generated/rust-auth/resources/auth.js";
import type { paths } from "../../generated/rust-auth/schema.js";
import { ApiClient, type Caller, type CallOptions } from "../runtime/index.js";
import { isToken } from "./answers.js";
import { type ResolvedOptions, refusal, resolveOptions, watchingFetch } from "./client-options.js";
import { createAuthErrors } from "./error-family.js";
import { normalise } from "./normalise.js";
import type { AuthClientOptions, TokenInput } from "./options.js";
import type { RateLimit } from "./rate-limit.js";
import { createSession, type Session } from "./session.js";

/** What `AuthClient` is built on. */
export class SessionClient extends ApiClient<paths> {
  readonly #session: Session;
  readonly #settings: ResolvedOptions;
  readonly #seen: { rateLimit?: RateLimit };

  /**
   * @param baseUrl Address of the service; may stand among the options instead. [RA-012]
   * @throws {AuthError} for options that make no sense.
   */
  constructor(baseUrl?: string | URL, options?: AuthClientOptions);
  constructor(options?: AuthClientOptions);
  constructor(first?: string | URL | AuthClientOptions, second: AuthClientOptions = {}) {
    const isAddress = typeof first === "string" || first instanceof URL;
    const settings = resolveOptions({ ...second, ...(isAddress ? { baseUrl: first } : first) });
    // The session is made before `this` exists, and needs it at the first renewal only.
    const self: { client?: Caller } = {};
    const session = createSession({
      ...settings.session,
      refresh: (token, signal) => requestTokens(self.client as Caller, token, { signal }),
    });
    const seen: { rateLimit?: RateLimit } = {};
    const note = (rateLimit: RateLimit): void => void Object.assign(seen, { rateLimit });
    super(rustAuth, {
      ...settings.runtime,
      fetch: watchingFetch(settings.fetch, note),
      auth: session.provider,
      errors: createAuthErrors({
        clock: settings.session.clock,
        refusals: session.refusals,
      }),
      normalise,
    });
    self.client = this;
    this.#session = session;
    this.#settings = settings;
    this.#seen = seen;
  }

  /** Getters, so that consoles print neither tokens nor settings. */
  protected get session(): Session {
    return this.#session;
  }

  protected get settings(): ResolvedOptions {
    return this.#settings;
  }

  /** Whether an access token is held in memory, good or not. Sends nothing. [RA-090] */
  isAuthenticated(): boolean {
    return this.#session.held() !== undefined;
  }

  /** Looks for tokens in the token store, once; calls do it by themselves. Answers whether there are any. */
  async restoreTokens(): Promise<boolean> {
    return (await this.#session.restored()) !== undefined;
  }

  /** The access token in memory as it is. Sends nothing. [RA-091] */
  getAccessToken(): string | undefined {
    return this.#session.held()?.accessToken;
  }

  /**
   * An access token for requests outside this client, renewed first when it is due; undefined when nobody is signed in.
   * [RA-092]
   *
   * @throws {AuthError} 401 when the service refuses to renew it: nobody is signed in any more.
   */
  async getValidAccessToken(
    options: Pick<CallOptions, "signal"> = {},
  ): Promise<string | undefined> {
    if (!(await this.restoreTokens())) return undefined;
    return (await this.#session.fresh(options.signal)).accessToken;
  }

  /** Forgets the tokens at once, and takes them out of the token store. The service is not told. [RA-096] */
  clearTokens(): void {
    void this.#session.end("cleared");
  }

  /**
   * Signs in with tokens of a login that happened elsewhere, in place of all that is held. [RA-097]
   *
   * @throws {AuthError} when a token is not one that can be sent.
   */
  setTokens(tokens: TokenInput): void {
    const { accessToken, refreshToken } = tokens;
    if (!isToken(accessToken) || (refreshToken !== undefined && !isToken(refreshToken))) {
      throw refusal("setTokens was given a token that cannot be sent");
    }
    void this.#session.begin(tokens);
  }

  /** What the latest answer that said so said about this caller's rate limit. [RA-207] */
  get lastRateLimit(): RateLimit | undefined {
    return this.#seen.rateLimit;
  }

  /** Ends the client and its connections; does not sign out. Later calls are rejected. [RA-006] */
  override async close(): Promise<void> {
    await super.close();
    await this.#settings.transport?.close();
  }
}

/** New tokens for a refresh token, which is the only credential that is sent: the document asks for no other. */
export async function requestTokens(
  client: Caller,
  refreshToken: string,
  options: CallOptions,
): Promise<WireAuthResponse> {
  const body = { refresh_token: refreshToken };
  return await client.call(refreshOperation, { body }, options);
}
