/** `client.auth`: logging in and out, passwords, and the confirmation of accounts. */
import type {
  ForgotPasswordResponse,
  MessageResponse,
  PasswordReset,
  ResendConfirmationResponse,
  User,
} from "../../generated/ndi-cloud/models.js";
import {
  type ChangePasswordErrors,
  type ConfirmForgotPasswordErrors,
  changePassword,
  confirmForgotPassword,
  forgotPassword,
  login,
  logout,
  type ResendConfirmationErrors,
  resendConfirmation,
  type VerifyUserErrors,
  verifyUser,
} from "../../generated/ndi-cloud/resources/auth.js";
import { bearer } from "../auth/index.js";
import type { ApiPromise, Caller, CallOptions } from "../runtime/index.js";
import { mistake } from "./checks.js";
import type { NdiContext } from "./context.js";
import type { NdiCredentials } from "./environment.js";
import { NdiAuthError, NdiError } from "./errors.js";
import { exchanged, normalised } from "./exchange.js";
import { type LoginAnswer, readLogin } from "./grants.js";
import type { LoginResult } from "./models.js";
import { testLogin } from "./test-login.js";
import { decodeToken, isTokenExpired } from "./token-times.js";

/** Whom a login must be of. */
export interface UserChoice {
  /** Mail address of the account. Default: anybody's. */
  readonly userName?: string;
}

/** A forgotten password. */
export interface ForgottenPassword {
  readonly email: string;
  /** Answers as usual for an address that nobody has, so that nobody learns of accounts. Default: false. */
  readonly hideUnknownUser?: boolean;
}

/** Sends a login. No credentials go along, and it is never repeated. [NDI-003, NDI-006] */
export async function sendLogin(
  client: Caller,
  { email, password }: NdiCredentials,
  options: CallOptions,
  now: () => number,
): Promise<LoginAnswer> {
  if (!email || !password) throw mistake("email and password are required for login");
  const body = { email, password };
  return readLogin(await client.call(login, { body }, options), now());
}

/** Logging in and out, and what belongs to passwords. */
export class AuthGroup {
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    this.#context = context;
  }

  /**
   * Logs in: the token is held, and sent with all further calls. [NDI-003, NDI-006 to NDI-010]
   *
   * @param credentials Default: those of the client.
   * @throws {NdiAuthError} when they are wrong; also for an account that nobody knows.
   * @throws {NdiValidationError} without address or password.
   */
  login(credentials?: NdiCredentials, options?: CallOptions): Promise<LoginResult> {
    const { client, session, clock } = this.#context;
    return exchanged(client, async (caller) => {
      const known = credentials ?? (await session.credentials());
      const { email = "", password = "" } = known ?? {};
      const settings = this.#settings(options);
      return await session.begin(
        await sendLogin(caller, { email, password }, settings, () => clock.now()),
      );
    });
  }

  /**
   * Forgets token and organization at once, and tells the server. It never fails: what the server says to it is logged.
   * Sends nothing without a token. [NDI-018]
   */
  async logout(options?: CallOptions): Promise<void> {
    const { client, session, logger } = this.#context;
    const token = await session.token();
    const forgotten = session.end();
    if (token !== undefined) {
      const settings = { ...this.#settings(options), auth: bearer(token) };
      await client.call(logout, {}, settings).catch((error: unknown) => {
        logger.warn(`The logout was not confirmed: ${error}`);
      });
    }
    await forgotten;
  }

  /**
   * A token that is good by its own word: the one that is held, else that of a new login.
   *
   * @throws {NdiAuthError} without either.
   */
  async authenticate({ userName }: UserChoice = {}, options?: CallOptions): Promise<string> {
    const { session, clock } = this.#context;
    const token = await session.token();
    if (token !== undefined && !isTokenExpired(token, clock.now()) && isOf(token, userName))
      return token;
    const known = await session.credentials();
    if (known === undefined || (userName !== undefined && !isSame(known.email, userName)))
      throw new NdiAuthError("No valid token and no credentials available", { kind: "auth" });
    return (await this.login(known, options)).token;
  }

  /**
   * Whether somebody is logged in: tries the token, and logs in anew where that fails and credentials are known. Never
   * throws because of a login. [NDI-161]
   */
  testLogin(choice: UserChoice = {}, options?: CallOptions): Promise<boolean> {
    return testLogin(this, this.#context, choice, this.#settings(options));
  }

  /**
   * Changes the password of the account that is logged in. [NDI-019]
   *
   * @throws {NdiApiError} 400 with the code `NotAuthorizedException` (the old one is wrong), `InvalidPasswordException`
   * (the new one is too weak) or `LimitExceededException`.
   */
  changePassword(
    passwords: { readonly oldPassword: string; readonly newPassword: string },
    options?: CallOptions,
  ): ApiPromise<MessageResponse, ChangePasswordErrors> {
    const { oldPassword, newPassword } = passwords;
    const body = { oldPassword, newPassword };
    return this.#context.client.call(changePassword, { body }, this.#settings(options));
  }

  /**
   * Has a code mailed that sets a new password. [NDI-020]
   *
   * @throws {NdiApiError} 400 with the code `UserNotFoundException` or `LimitExceededException`.
   */
  forgotPassword(
    { email, hideUnknownUser = false }: ForgottenPassword,
    options?: CallOptions,
  ): Promise<ForgotPasswordResponse> {
    return exchanged(this.#context.client, async (caller) => {
      try {
        return await caller.call(forgotPassword, { body: { email } }, this.#settings(options));
      } catch (error) {
        const isUnknown = error instanceof NdiError && error.code === "UserNotFoundException";
        if (isUnknown && hideUnknownUser) return {};
        throw error;
      }
    });
  }

  /** As `forgotPassword`. [NDI-020] */
  resetPassword(
    forgotten: ForgottenPassword,
    options?: CallOptions,
  ): Promise<ForgotPasswordResponse> {
    return this.forgotPassword(forgotten, options);
  }

  /**
   * Sets a new password by the code out of the mail. [NDI-020]
   *
   * @throws {NdiAuthError} when the code is wrong or over, which the server says with a status of success; see `code`.
   */
  confirmForgotPassword(
    reset: {
      readonly email: string;
      readonly confirmationCode: string;
      readonly newPassword: string;
    },
    options?: CallOptions,
  ): ApiPromise<PasswordReset, ConfirmForgotPasswordErrors> {
    const { email, confirmationCode, newPassword } = reset;
    const body = { email, confirmationCode, newPassword };
    return normalised(
      this.#context.client.call(confirmForgotPassword, { body }, this.#settings(options)),
    );
  }

  /**
   * Confirms a new account by the code out of the mail. [NDI-021]
   *
   * @throws {NdiApiError} 400 with the code `CodeMismatchException`, `ExpiredCodeException` or
   * `NotAuthorizedException` (it is confirmed already).
   */
  verifyUser(
    confirmation: { readonly email: string; readonly confirmationCode: string },
    options?: CallOptions,
  ): ApiPromise<User, VerifyUserErrors> {
    const { email, confirmationCode } = confirmation;
    const body = { email, confirmationCode };
    return this.#context.client.call(verifyUser, { body }, this.#settings(options));
  }

  /**
   * Has the code for a new account mailed again. [NDI-022]
   *
   * @throws {NdiApiError} 400 with the code `InvalidParameterException` (it is confirmed already) or
   * `UserNotFoundException`.
   */
  resendConfirmation(
    { email }: { readonly email: string },
    options?: CallOptions,
  ): ApiPromise<ResendConfirmationResponse, ResendConfirmationErrors> {
    return this.#context.client.call(
      resendConfirmation,
      { body: { email } },
      this.#settings(options),
    );
  }

  #settings(options: CallOptions = {}): CallOptions {
    return { timeoutMs: this.#context.authTimeoutMs, ...options };
  }
}

/** Whether a token is of an account; addresses are compared without regard to case. */
function isOf(token: string, userName: string | undefined): boolean {
  return userName === undefined || isSame(decodeToken(token).email, userName);
}

function isSame(address: unknown, other: string): boolean {
  return typeof address === "string" && address.toLowerCase() === other.toLowerCase();
}
