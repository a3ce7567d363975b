/** `client.tokens` as the guide has it, over the generated operations. */

import type {
  Token,
  TokenCreate,
  TokenQueryResult,
  TokenUpdate,
} from "../../generated/neurograph/models.js";
import {
  type CreateTokenErrors,
  createToken,
  deleteToken,
  type GetTokenErrors,
  getToken,
  listTokens,
  queryTokens,
  type UpdateTokenErrors,
  updateToken,
} from "../../generated/neurograph/resources/tokens.js";
import {
  type ApiPromise,
  type Caller,
  type CallOptions,
  withoutEmptyFields,
} from "../runtime/index.js";
import { getLogger } from "./logging.js";
import { searchByText } from "./text-search.js";

/** Which part of the list of tokens. */
export interface TokenListOptions {
  /** Tokens at most; sent as given. Default: 100. */
  readonly limit?: number;
  /** Tokens to skip. Default: 0. */
  readonly offset?: number;
}

/** How `iterate` reads the list. */
export interface TokenIterateOptions {
  /** Tokens per request. Default: 100. */
  readonly pageSize?: number;
}

/** How many results and how close. */
export interface SimilarityOptions {
  /** Results at most. Default: 10. */
  readonly topK?: number;
  /** Lowest similarity of a result, 0.0 to 1.0. Default: not sent. */
  readonly threshold?: number;
}

/** A search by vector. */
export interface VectorQuery extends SimilarityOptions {
  /** As long as the embeddings of the server. */
  readonly queryVector: readonly number[];
}

/** A search by text. */
export interface TextQuery extends SimilarityOptions {
  readonly text: string;
}

/**
 * Tokens: texts with their embeddings. Every method rejects with a `NeuroGraphError`:
 * `AuthenticationError` and `AuthorizationError` without the rights, `RateLimitError`,
 * `ServerError`, `ConnectionError` and `TimeoutError` as they happen, others as noted.
 */
export class TokensResource {
  readonly #client: Caller;

  constructor(client: Caller) {
    this.#client = client;
  }

  /**
   * Creates a token; the server computes its embedding.
   *
   * @throws {ValidationError} when the text is empty.
   */
  create(token: TokenCreate, options?: CallOptions): ApiPromise<Token, CreateTokenErrors> {
    return this.#client.call(createToken, { body: withoutEmptyFields(token) }, options);
  }

  /** @throws {NotFoundError} when there is no such token. */
  get(tokenId: number, options?: CallOptions): ApiPromise<Token, GetTokenErrors> {
    return this.#client.call(getToken, { path: { token_id: tokenId } }, options);
  }

  /** One page of tokens in order of insertion; empty beyond the end. */
  async list(page: TokenListOptions = {}, options?: CallOptions): Promise<Token[]> {
    const { limit = 100, offset = 0 } = page;
    const answer = await this.#client.call(listTokens, { query: { limit, offset } }, options);
    return answer.tokens;
  }

  /** All tokens, read page by page as they are consumed. */
  async *iterate(
    pages: TokenIterateOptions = {},
    options?: CallOptions,
  ): AsyncGenerator<Token, void, undefined> {
    const query = { limit: pages.pageSize ?? 100, offset: 0 };
    yield* this.#client.paginate(listTokens, { query }, options);
  }

  /**
   * Changes the given fields; `metadata` is replaced as a whole, a new `text` gets a new embedding.
   *
   * @throws {NotFoundError} when there is no such token.
   * @throws {ValidationError} when the text is empty.
   */
  update(
    tokenId: number,
    changes: TokenUpdate,
    options?: CallOptions,
  ): ApiPromise<Token, UpdateTokenErrors> {
    const args = { path: { token_id: tokenId }, body: withoutEmptyFields(changes) };
    return this.#client.call(updateToken, args, options);
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

  /**
   * The tokens whose embeddings are closest to a vector, best first.
   *
   * @throws {ValidationError} when the vector has the wrong length.
   */
  async query(query: VectorQuery, options?: CallOptions): Promise<TokenQueryResult[]> {
    const { queryVector, topK = 10, threshold } = query;
    const body = withoutEmptyFields({ query_vector: [...queryVector], top_k: topK, threshold });
    const { results } = await this.#client.call(queryTokens, { body }, options);
    return results;
  }

  /**
   * The tokens closest to a text. The server has no such search: a token is created for its
   * embedding and deleted again before the query, so it is never among the results. It does not
   * outlive a failure: its deletion is repeated, and when the answer to its creation was lost it is
   * looked for by a mark in its metadata. An abort stops the search, not the cleaning up.
   *
   * @throws {ValidationError} when the text is empty.
   */
  queryByText(query: TextQuery, options: CallOptions = {}): Promise<TokenQueryResult[]> {
    return searchByText(this, query, options, (message) => getLogger("tokens").warning(message));
  }
}
