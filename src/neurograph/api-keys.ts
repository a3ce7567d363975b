/** `client.apiKeys` as the guide has it, over the generated operations. */

import type { APIKey, APIKeyCreated } from "../../generated/neurograph/models.js";
import {
  type CreateApiKeyErrors,
  createApiKey,
  deleteApiKey,
  type GetApiKeyErrors,
  getApiKey,
  listApiKeys,
  revokeApiKey,
} from "../../generated/neurograph/resources/api-keys.js";
import {
  type ApiPromise,
  type Caller,
  type CallOptions,
  withoutEmptyFields,
} from "../runtime/index.js";
import type { Scope } from "./scopes.js";

/** A key to create. */
export interface ApiKeyInput {
  /** Label, at least 3 characters. */
  readonly name: string;
  /** What the key may do. Default: nothing is sent, and the server gives no scopes. */
  readonly scopes?: readonly Scope[];
  /** Days until the key expires, 1 to 365. Default: it never expires. */
  readonly expiresInDays?: number | null;
  /** Requests per minute, 1 to 10,000. Default: the server's. */
  readonly rateLimit?: number;
}

/**
 * API keys. Every method rejects with a `NeuroGraphError`: `AuthenticationError` and
 * `AuthorizationError` without the rights, others as noted.
 */
export class ApiKeysResource {
  readonly #client: Caller;

  constructor(client: Caller) {
    this.#client = client;
  }

  /**
   * Creates a key. Its secret, `api_key`, is shown in this answer and never again.
   *
   * @throws {ValidationError} when a field is out of its limits.
   */
  create(key: ApiKeyInput, options?: CallOptions): ApiPromise<APIKeyCreated, CreateApiKeyErrors> {
    const body = withoutEmptyFields({
      name: key.name,
      scopes: key.scopes === undefined ? undefined : [...key.scopes],
      expires_in_days: key.expiresInDays,
      rate_limit: key.rateLimit,
    });
    return this.#client.call(createApiKey, { body }, options);
  }

  /** All keys, revoked ones included, without their secrets. */
  async list(options?: CallOptions): Promise<APIKey[]> {
    const { api_keys } = await this.#client.call(listApiKeys, {}, options);
    return api_keys;
  }

  /**
   * A key without its secret.
   *
   * @throws {NotFoundError} when there is no such key.
   */
  get(keyId: string, options?: CallOptions): ApiPromise<APIKey, GetApiKeyErrors> {
    return this.#client.call(getApiKey, { path: { key_id: keyId } }, options);
  }

  /**
   * Makes a key inactive but keeps it, and answers true.
   *
   * @throws {NotFoundError} when there is no such key.
   */
  async revoke(keyId: string, options?: CallOptions): Promise<boolean> {
    await this.#client.call(revokeApiKey, { path: { key_id: keyId } }, options);
    return true;
  }

  /**
   * Deletes a key for good and answers true.
   *
   * @throws {NotFoundError} when there is no such key.
   */
  async delete(keyId: string, options?: CallOptions): Promise<boolean> {
    await this.#client.call(deleteApiKey, { path: { key_id: keyId } }, options);
    return true;
  }
}
