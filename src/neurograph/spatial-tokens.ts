/** `client.spatialTokens`: tokens in the reference server's own form. */
import type { SpatialToken } from "../../generated/neurograph/models.js";
import {
  clearTokens,
  createExampleTokens,
  deleteToken,
} from "../../generated/neurograph/resources/tokens.js";
import { type Caller, type CallOptions, withoutEmptyFields } from "../runtime/index.js";
import {
  createSpatialToken,
  getSpatialToken,
  listSpatialTokens,
  updateSpatialToken,
} from "./spatial-operations.js";
import type { SpatialTokenCreate, SpatialTokenUpdate } from "./spatial-types.js";
import type { TokenListOptions } from "./tokens.js";

/**
 * Spatial tokens: places on eight levels instead of texts. Only the reference server has them.
 * Every method rejects with a `NeuroGraphError`.
 */
export class SpatialTokensResource {
  readonly #client: Caller;

  constructor(client: Caller) {
    this.#client = client;
  }

  /**
   * Creates a token; `{}` has the server's defaults.
   *
   * @throws {ValidationError} when a number is out of its range.
   */
  async create(token: SpatialTokenCreate = {}, options?: CallOptions): Promise<SpatialToken> {
    const body = withoutEmptyFields(token);
    return this.#client.call(createSpatialToken, { body }, options);
  }

  /** @throws {NotFoundError} when there is no such token. */
  async get(tokenId: number, options?: CallOptions): Promise<SpatialToken> {
    return this.#client.call(getSpatialToken, { path: { token_id: tokenId } }, options);
  }

  /**
   * One page of tokens. Default: 100 from the start.
   *
   * @throws {ValidationError} when the limit is above 100.
   */
  async list(page: TokenListOptions = {}, options?: CallOptions): Promise<SpatialToken[]> {
    const { limit = 100, offset = 0 } = page;
    const query = { limit, offset };
    const { tokens } = await this.#client.call(listSpatialTokens, { query }, options);
    return tokens;
  }

  /**
   * Changes the given fields.
   *
   * @throws {NotFoundError} when there is no such token.
   */
  async update(
    tokenId: number,
    changes: SpatialTokenUpdate,
    options?: CallOptions,
  ): Promise<SpatialToken> {
    const args = { path: { token_id: tokenId }, body: withoutEmptyFields(changes) };
    return this.#client.call(updateSpatialToken, args, options);
  }

  /**
   * Deletes a token and answers true.
   *
   * @throws {NotFoundError} when there is no such token.
   */
  async delete(tokenId: number, options?: CallOptions): Promise<boolean> {
    await this.#client.call(deleteToken, { path: { token_id: tokenId } }, options);
    return true;
  }

  /** Creates two tokens to play with. */
  async createExamples(options?: CallOptions): Promise<SpatialToken[]> {
    const { data } = await this.#client.call(createExampleTokens, {}, options);
    return data.examples;
  }

  /** Deletes all tokens and answers how many there were. For admins only. */
  async clear(options?: CallOptions): Promise<number> {
    const { data } = await this.#client.call(clearTokens, {}, options);
    return data.cleared;
  }
}
