/** `client.oauth2`: the generated operations, with refusals as errors although they have the status of a success. */
import type {
  DeviceAuthorizationRequest,
  DeviceAuthorizationResponse,
  TokenForm,
  TokenIntrospection,
  TokenRequest,
  TokenResponse,
} from "../../generated/rust-auth/models.js";
import {
  Oauth2,
  type Oauth2DeviceAuthorizationErrors,
  type Oauth2IntrospectErrors,
  type Oauth2TokenErrors,
  oauth2DeviceAuthorization,
  oauth2Introspect,
  oauth2Token,
} from "../../generated/rust-auth/resources/oauth2.js";
import type { ApiPromise, Caller, CallOptions, Operation } from "../runtime/index.js";

/** The normaliser makes errors of answers that hold no grant, so that what is left is one. */
function granting<Args, Result, Errors>(
  operation: Operation<Args, unknown, Errors>,
): Operation<Args, Result, Errors> {
  // Results exist in types only; the answers that are none have been thrown.
  return operation as Operation<Args, Result, Errors>;
}

/**
 * Sign people in to other programs. Every call of the present service is answered 404. A refusal is an `AuthError`
 * whose `code` is the service's `error` (RFC 6749, section 5.2), whatever its status. [RA-209]
 */
export class OAuth2Resource extends Oauth2 {
  readonly #client: Caller;

  constructor(client: Caller) {
    super(client);
    this.#client = client;
  }

  /** Trades a code, the program's own credentials or a refresh token for tokens. */
  override token(
    body: TokenRequest,
    options?: CallOptions,
  ): ApiPromise<TokenResponse, Oauth2TokenErrors> {
    return this.#client.call(granting(oauth2Token), { body }, options);
  }

  /** Whether a token can be used, and whom and what for. */
  override introspect(
    body: TokenForm,
    options?: CallOptions,
  ): ApiPromise<TokenIntrospection, Oauth2IntrospectErrors> {
    return this.#client.call(granting(oauth2Introspect), { body }, options);
  }

  /** A code for a device to show, which a person types in elsewhere. */
  override authorizeDevice(
    body: DeviceAuthorizationRequest,
    options?: CallOptions,
  ): ApiPromise<DeviceAuthorizationResponse, Oauth2DeviceAuthorizationErrors> {
    return this.#client.call(granting(oauth2DeviceAuthorization), { body }, options);
  }
}
