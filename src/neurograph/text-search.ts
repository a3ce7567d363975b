/** Search by text: the server searches by vector only, so a token is made for its embedding. */
import type { Token, TokenQueryResult } from "../../generated/neurograph/models.js";
import { type CallOptions, ConnectionError, TimeoutError } from "../runtime/index.js";
import { NotFoundError } from "./errors.js";
import type { TextQuery, TokensResource } from "./tokens.js";

/** Name in the metadata of temporary tokens, by which a lost one is found. */
const markName = "clientwright_temporary";
/** A deletion is repeated this often. */
const deleteRetries = 3;

/** What a search works with. */
interface Search {
  readonly tokens: TokensResource;
  /** Options of calls that must not be stopped half-way. */
  readonly options: CallOptions;
  readonly warn: (message: string) => void;
}

/**
 * Tokens closest to a text. The temporary token is deleted before the search, so it is never among
 * the results, and it does not outlive a failure or an interrupt: only the search can be aborted.
 */
export async function searchByText(
  tokens: TokensResource,
  { text, ...similarity }: TextQuery,
  options: CallOptions,
  warn: (message: string) => void,
): Promise<TokenQueryResult[]> {
  const { signal, ...unstoppable } = options;
  const search: Search = { tokens, options: unstoppable, warn };
  signal?.throwIfAborted();
  const { id, embedding } = await createTemporaryToken(search, text);
  await remove(search, id);
  signal?.throwIfAborted();
  return tokens.query({ ...similarity, queryVector: embedding }, options);
}

async function createTemporaryToken(search: Search, text: string): Promise<Token> {
  const mark = crypto.randomUUID();
  try {
    return await search.tokens.create({ text, metadata: { [markName]: mark } }, search.options);
  } catch (error) {
    if (mayHaveWorked(error)) await removeLost(search, mark);
    throw error;
  }
}

function mayHaveWorked(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.maybeSent;
  return error instanceof TimeoutError;
}

/** The answer was lost, but the server may have made the token. */
async function removeLost(search: Search, mark: string): Promise<void> {
  try {
    for await (const token of search.tokens.iterate({}, search.options)) {
      if (token.metadata?.[markName] === mark) await remove(search, token.id);
    }
  } catch {
    search.warn(`a temporary token with "${mark}" in its metadata may remain on the server`);
  }
}

async function remove({ tokens, options, warn }: Search, id: number): Promise<void> {
  try {
    await tokens.delete(id, { ...options, retry: deleteRetries });
  } catch (error) {
    // The answer to an earlier try may have been lost: the token is gone.
    if (error instanceof NotFoundError) return;
    warn(`the temporary token ${id} could not be deleted`);
    throw error;
  }
}
