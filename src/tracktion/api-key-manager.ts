/** API keys of an account. */
import type {
  ApiKeyList,
  ApiKeyStats,
  ApiKeyWithSecret,
  RevokeKeyResponse,
} from "../../generated/tracktion/models.js";
import {
  type CreateApiKeyErrors,
  createApiKey,
  type GetApiKeyStatsErrors,
  getApiKeyStats,
  type ListApiKeysErrors,
  listApiKeys,
  type RevokeApiKeyErrors,
  type RotateApiKeyErrors,
  revokeApiKey,
  rotateApiKey,
} from "../../generated/tracktion/resources/developer-keys.js";
import { type ApiPromise, type CallOptions, withoutEmptyFields } from "../runtime/index.js";
import { tokenCredentials } from "./credentials.js";
import { wireDate } from "./dates.js";
import { TracktionHttpClient } from "./http-client.js";
import type { ApiKeyManagerOptions } from "./options.js";

/** What a key may do; others may occur. */
export type Permission = "read" | "write" | "admin" | (string & {});

/** Which part of the API a key opens; others may occur. */
export type Scope = "search" | "tracklists" | "analytics" | "batch" | "admin" | (string & {});

/** A key to create. */
export interface ApiKeyInput {
  /** Label; must not be blank. */
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly scopes: readonly Scope[];
  /** ISO 8601, or a date. Default: it never expires, and nothing is sent. */
  readonly expiresAt?: string | Date | undefined;
}

/** Which keys to list. */
export interface ApiKeyListOptions extends CallOptions {
  /** Lists keys that were revoked or replaced as well, where the server can. Default: nothing is sent. */
  readonly includeInactive?: boolean;
}

/**
 * Creates, lists, replaces and revokes API keys with the access token of a login. Every method rejects with a
 * `TracktionError`, a 429 with a `RateLimitError`.
 */
export class ApiKeyManager {
  readonly #client: TracktionHttpClient;

  /** @throws {TracktionApiError} when an option makes no sense, or the token is empty. */
  constructor(options: ApiKeyManagerOptions) {
    const { token, ...rest } = options;
    // A function that answers no token is refused when a call needs it.
    const secret = typeof token === "string" ? token : async () => (await token()) ?? "";
    this.#client = new TracktionHttpClient(rest, tokenCredentials(secret));
  }

  /** Address of the server, without slashes at its end. */
  get baseUrl(): string {
    return this.#client.baseUrl;
  }

  /** Creates a key. Its secret, `key`, is in this answer and never again; it is not printed with the answer. */
  createApiKey(
    input: ApiKeyInput,
    options?: CallOptions,
  ): ApiPromise<ApiKeyWithSecret, CreateApiKeyErrors> {
    const body = withoutEmptyFields({
      name: input.name,
      permissions: [...input.permissions],
      scopes: [...input.scopes],
      expires_at: wireDate(input.expiresAt),
    });
    return this.#client.call(createApiKey, { body }, options);
  }

  /** The keys of the account, without their secrets. */
  listApiKeys(options: ApiKeyListOptions = {}): ApiPromise<ApiKeyList, ListApiKeysErrors> {
    const { includeInactive, ...rest } = options;
    const query = withoutEmptyFields({ include_inactive: includeInactive });
    return this.#client.call(listApiKeys, { query }, rest);
  }

  /** Replaces a key by a new one, whose secret is in this answer. The old one stops to work. */
  rotateApiKey(
    keyId: string,
    options?: CallOptions,
  ): ApiPromise<ApiKeyWithSecret, RotateApiKeyErrors> {
    return this.#client.call(rotateApiKey, { path: { key_id: keyId } }, options);
  }

  /** Makes a key useless for good. Undefined when the server says nothing about it. */
  revokeApiKey(
    keyId: string,
    options?: CallOptions,
  ): ApiPromise<RevokeKeyResponse | undefined, RevokeApiKeyErrors> {
    return this.#client.call(revokeApiKey, { path: { key_id: keyId } }, options);
  }

  /** How a key has been used, in whatever form the server has it. */
  getApiKeyStats(
    keyId: string,
    options?: CallOptions,
  ): ApiPromise<ApiKeyStats, GetApiKeyStatsErrors> {
    return this.#client.call(getApiKeyStats, { path: { key_id: keyId } }, options);
  }
}
