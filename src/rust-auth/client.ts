/** The client of the Rust Auth Service: the guide's names over the generated operations. */
import type {
  HealthResponse,
  AuthResponse as WireAuthResponse,
} from "../../generated/rust-auth/models.js";
import { login, register } from "../../generated/rust-auth/resources/auth.js";
import { getCurrentUser, updateProfile } from "../../generated/rust-auth/resources/profile.js";
import {
  type HealthCheckErrors,
  healthCheck,
  System,
} from "../../generated/rust-auth/resources/system.js";
import { bearer, isDue, type Tokens } from "../auth/index.js";
import { type ApiPromise, type CallOptions, withoutEmptyFields } from "../runtime/index.js";
import { AdminResource } from "./admin.js";
import { type Environment, optionsFrom, platformEnvironment } from "./environment.js";
import { AuthError } from "./errors.js";
import { MfaResource } from "./mfa.js";
import {
  type AuthResponse,
  type ProfileChanges,
  type RegisterRequest,
  toAuthResponse,
  toUser,
  type User,
} from "./models.js";
import { OAuth2Resource } from "./oauth2.js";
import type { AuthClientOptions } from "./options.js";
import {
  quietChangePassword,
  quietForgotPassword,
  quietLogout,
  quietResetPassword,
  quietVerifyEmail,
} from "./quiet-operations.js";
import { inputOf } from "./session.js";
import { requestTokens, SessionClient } from "./session-client.js";

/**
 * A client of one Rust Auth Service, for one user at a time. It keeps the tokens of a login, sends them with every call
 * that needs them, renews them before they end and after a 401, and forgets them when the service refuses them. Every
 * failure is an `AuthError`. It may be used by any number of calls at once.
 *
 * ```ts
 * await using client = new AuthClient("https://auth.example.com/api");
 * const { user } = await client.login("mara@example.org", "Str0ng&Silent!");
 * console.log(`Welcome, ${user.fullName}!`);
 * ```
 */
export class AuthClient extends SessionClient {
  /** How the service is and how it is configured. Needs no login. [RA-200] */
  readonly system: System = new System(this);
  /** Accounts, programs and numbers, for administrators. */
  readonly admin: AdminResource = new AdminResource(this);
  /** Signing people in to other programs. The present service has it switched off: every call is answered 404. */
  readonly oauth2: OAuth2Resource = new OAuth2Resource(this);
  /** Second factors of an account. The present service has them switched off: every call is answered 404. */
  readonly mfa: MfaResource = new MfaResource(this);

  /**
   * A client out of the environment variables `AUTH_SERVICE_URL`, `AUTH_TIMEOUT` (seconds) and `AUTH_VERIFY_SSL`;
   * options win over them. [RA-160, RA-218]
   *
   * @param environment Default: that of the process, where there is one.
   * @throws {AuthError} when a variable makes no sense.
   */
  static fromEnv(
    environment: Environment = platformEnvironment(),
    options: AuthClientOptions = {},
  ): AuthClient {
    return new AuthClient(optionsFrom(environment, options));
  }

  /**
   * Makes an account and signs it in. [RA-060, RA-061]
   *
   * @throws {AuthError} 400 (see `fieldErrors`), or 409 when somebody has the address.
   */
  async register(account: RegisterRequest, options?: CallOptions): Promise<AuthResponse> {
    const { email, password, firstName, lastName, metadata } = account;
    const names = { first_name: firstName, last_name: lastName };
    const body = { email, password, ...names, ...(metadata && { metadata }) };
    return await this.#signIn(this.call(register, { body }, options));
  }

  /**
   * Signs in. The user who was signed in before is replaced, unless this fails. [RA-063, RA-064]
   *
   * @throws {AuthError} 401 for wrong credentials (also when the account is not active or not confirmed), 423 when the
   * account is locked.
   */
  async login(email: string, password: string, options?: CallOptions): Promise<AuthResponse> {
    return await this.#signIn(this.call(login, { body: { email, password } }, options));
  }

  async #signIn(call: Promise<WireAuthResponse>): Promise<AuthResponse> {
    const answer = await call;
    await this.session.begin(inputOf(answer));
    return toAuthResponse(answer);
  }

  /**
   * Signs out: forgets the tokens at once and tells the service, which makes the access token void (the refresh token
   * stays good there). Sends nothing when nobody is signed in. It never fails: what the service says to it is logged
   * and otherwise ignored. [RA-066, RA-067]
   */
  async logout(options?: CallOptions): Promise<void> {
    const held = this.session.held() ?? (await this.session.restored());
    if (held === undefined) return;
    const { clock, logger, refreshBufferMs } = this.settings.session;
    const isStale = isDue(held, clock.now(), refreshBufferMs) && !this.session.isRenewing();
    const forgotten = this.session.end("logout");
    await this.#takeLeave(held, isStale, options).catch((error: unknown) => {
      logger.debug(`logout failed: ${error}`);
    });
    await forgotten;
  }

  /** The service takes leave of live tokens only: one that is over is renewed for it. */
  async #takeLeave(held: Tokens, isStale: boolean, options: CallOptions = {}): Promise<void> {
    const { accessToken, refreshToken: stillGood } = held;
    const token =
      isStale && stillGood !== undefined
        ? (await requestTokens(this, stillGood, options)).access_token
        : accessToken;
    await this.call(quietLogout, {}, { ...options, auth: bearer(token) });
  }

  /**
   * The account that is signed in. [RA-070]
   *
   * @throws {AuthError} 401 when nobody is (any more), 403 when the account is not active.
   */
  async getCurrentUser(options?: CallOptions): Promise<User> {
    return toUser(await this.call(getCurrentUser, {}, options));
  }

  /**
   * Changes the given fields, and answers the account as it is then. [RA-072, RA-076]
   *
   * @throws {AuthError} 400 for a field that will not do, 409 when somebody has the address.
   */
  async updateProfile(changes: ProfileChanges, options?: CallOptions): Promise<User> {
    const { firstName: first_name, lastName: last_name, email } = changes;
    const body = withoutEmptyFields({ first_name, last_name, email });
    return toUser(await this.call(updateProfile, { body }, options));
  }

  /**
   * Changes the password of the account that is signed in. [RA-080, RA-081]
   *
   * @throws {AuthError} 404 where the service has no such route, as the present one.
   */
  async changePassword(
    currentPassword: string,
    newPassword: string,
    options?: CallOptions,
  ): Promise<void> {
    const body = { current_password: currentPassword, new_password: newPassword };
    await this.call(quietChangePassword, { body }, options);
  }

  /** Has a link to set a new password mailed, if there is such an account: nobody is told. [RA-082] */
  async forgotPassword(email: string, options?: CallOptions): Promise<void> {
    await this.call(quietForgotPassword, { body: { email } }, options);
  }

  /**
   * Sets a new password by the token out of the mail. Signs nobody in or out. [RA-083, RA-086]
   *
   * @throws {AuthError} 400 when the token is unknown, used or over, or the password too short.
   */
  async resetPassword(token: string, newPassword: string, options?: CallOptions): Promise<void> {
    const body = { token, new_password: newPassword };
    await this.call(quietResetPassword, { body }, options);
  }

  /**
   * Confirms a mail address by the token out of the mail. [RA-084]
   *
   * @throws {AuthError} 400 when the token is unknown, used or over.
   */
  async verifyEmail(token: string, options?: CallOptions): Promise<void> {
    await this.call(quietVerifyEmail, { body: { token } }, options);
  }

  /**
   * How the service is; `status` is `ok`, or `degraded` while its cache is down. [RA-093]
   *
   * @throws {AuthError} 503 when the database is down.
   */
  healthCheck(options?: CallOptions): ApiPromise<HealthResponse, HealthCheckErrors> {
    return this.call(healthCheck, {}, options);
  }

  /**
   * Renews the tokens now, together with whatever else renews them at the time. [RA-201]
   *
   * @throws {AuthError} without a refresh token, and 401 when the service refuses it: nobody is signed in any more.
   */
  async refresh(options: Pick<CallOptions, "signal"> = {}): Promise<AuthResponse> {
    const held = await this.session.restored();
    if (held?.refreshToken === undefined) {
      throw new AuthError("No refresh token available", { kind: "auth" });
    }
    const { tokens, answer } = await this.session.renew(options.signal);
    const lasting = tokens.refreshToken === undefined ? {} : { refreshToken: tokens.refreshToken };
    if (answer !== undefined) return { ...toAuthResponse(answer), ...lasting };
    // Another process had renewed them: what is missing is whom they stand for.
    const { accessToken, expiresAt } = tokens;
    const remainingMs = (expiresAt ?? 0) - this.settings.session.clock.now();
    const expiresIn = Math.max(0, Math.round(remainingMs / 1000));
    const user = await this.getCurrentUser(options);
    return { accessToken, ...lasting, tokenType: "Bearer", expiresIn, user };
  }

  /**
   * A client that acts for the owner of an access token: the same settings and connections, but a login of its own
   * that nothing else sees. It has no token store and no hooks, and needs no closing. [RA-098]
   *
   * @throws {AuthError} when the token is not one that can be sent.
   */
  withToken(accessToken: string): AuthClient {
    const client = new AuthClient(this.settings.scoped);
    client.setTokens({ accessToken });
    return client;
  }
}
