/** The client that logs in with name and password. */
import type { TokenResponse } from "../../generated/tracktion/models.js";
import { createToken } from "../../generated/tracktion/resources/auth.js";
import type { ApiPromise, CallOptions, RequestInput } from "../runtime/index.js";
import { BaseTracktionClient } from "./base-client.js";
import { defaultBaseUrl } from "./base-url.js";
import { everywhere } from "./credentials.js";
import { withoutEchoes } from "./echoes.js";
import { TracktionError } from "./errors.js";
import type { AnyCaseMethod } from "./http-client.js";
import { createJwtSession, grantOf, isExpired, type JwtSession } from "./jwt-session.js";
import type { JwtClientOptions, TokenPair } from "./options.js";

/**
 * A client with a login. Before a call an expired token is refreshed, and after a 401 once more: one refresh serves
 * all calls that wait for it. Tokens are in nothing that is printed.
 *
 * ```ts
 * const client = new JwtAuthClient();
 * if (await client.login("user@example.com", "password")) {
 *   console.log((await client.getUserProfile()).email);
 * }
 * ```
 */
export class JwtAuthClient extends BaseTracktionClient {
  readonly #session: JwtSession;
  readonly #clockSkewMs: number;
  #lastLogin: TokenResponse | undefined;

  /** @throws {TracktionApiError} when an option makes no sense. */
  constructor(options: JwtClientOptions = {}) {
    const { clockSkewMs, tokenStore, storeKey, onTokensChanged, ...rest } = options;
    // The session is made before `this` exists, and needs it at the first refresh only.
    const self: { client?: JwtAuthClient } = {};
    const baseUrl = String(options.baseUrl ?? defaultBaseUrl);
    const session = createJwtSession(options, baseUrl, () => self.client as JwtAuthClient);
    super(rest, everywhere(session.provider));
    self.client = this;
    this.#session = session;
    this.#clockSkewMs = clockSkewMs ?? 0;
  }

  /** The access token that is held. */
  get accessToken(): string | undefined {
    return this.#session.tokens.current()?.accessToken;
  }

  /** The refresh token that is held. */
  get refreshToken(): string | undefined {
    return this.#session.tokens.current()?.refreshToken;
  }

  /** What the last login answered; its tokens are not printed. Undefined before it, and after `clearTokens()`. */
  get lastLogin(): TokenResponse | undefined {
    return this.#lastLogin;
  }

  /** Logs in. False when the server refuses, whatever its reason; a failed connection is thrown. */
  async login(username: string, password: string, options?: CallOptions): Promise<boolean> {
    try {
      await this.loginDetailed(username, password, options);
      return true;
    } catch (error) {
      if (error instanceof TracktionError && error.kind === "answer") return false;
      throw error;
    }
  }

  /**
   * Logs in and answers what the server says about it, such as the user; the tokens in it are not printed.
   *
   * @throws {AuthenticationError} when the server refuses.
   */
  async loginDetailed(
    username: string,
    password: string,
    options?: CallOptions,
  ): Promise<TokenResponse> {
    const body = { username, password };
    const answer = await withoutEchoes([password], () => this.call(createToken, { body }, options));
    await this.#session.tokens.set(grantOf(answer.access_token, answer.refresh_token));
    this.#lastLogin = answer;
    return answer;
  }

  /**
   * Gets a new access token. False, and the tokens stay, when the server refuses; false without a call when there is
   * no refresh token. A failed connection is thrown.
   */
  refreshAccessToken(): Promise<boolean> {
    return this.#session.refresh();
  }

  /**
   * Whether the access token has ended by its own `exp`, which is not checked against anything. True without a token
   * and for one that cannot be read; false for one that names no end.
   */
  isTokenExpired(): boolean {
    const held = this.#session.tokens.current();
    return held === undefined || isExpired(held, this.clock.now(), this.#clockSkewMs);
  }

  /** Holds the tokens of a login that happened elsewhere, at once; resolves when they are stored. */
  setTokens({ accessToken, refreshToken }: TokenPair): Promise<void> {
    return this.#session.tokens.set(grantOf(accessToken, refreshToken));
  }

  /** Looks for tokens in the store; calls do that by themselves. Answers whether there are any. */
  async restoreTokens(): Promise<boolean> {
    return (await this.#session.tokens.restored()) !== undefined;
  }

  /** Forgets the tokens, at once, and what a running refresh brings. The server is not told. */
  clearTokens(): Promise<void> {
    this.#lastLogin = undefined;
    return this.#session.tokens.logout();
  }

  /**
   * The answer of a path, its body unread.
   *
   * @throws {AuthenticationError} when the token has ended and cannot be refreshed; nothing is sent then.
   * @throws {TracktionError} for every status that is not a success.
   */
  makeAuthenticatedRequest(
    method: AnyCaseMethod,
    path: string,
    input?: RequestInput,
  ): Promise<Response> {
    return this.makeRequest(method, path, input);
  }

  /** As `makeAuthenticatedRequest`, but answers the parsed body. */
  requestJson<T = unknown>(
    method: AnyCaseMethod,
    path: string,
    input?: RequestInput,
  ): ApiPromise<T> {
    // What a path answers is known to its caller alone.
    return this.request(method, path, input) as ApiPromise<T>;
  }
}
