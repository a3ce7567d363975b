/** Search by text: the server searches by vector only, so a token is made for its embedding. */

import type { TokenQueryResult } from "../../index.js";
import { ConnectionError, NotFoundError, TimeoutError, type Token } from "../../index.js";
import type { TextQuery } from "../../tokens.js";
import type { Session } from "./session.js";

/** Name in the metadata of temporary tokens, by which a lost one is found. */
const markName = "neurograph_cli_temporary";
/** A deletion is repeated this often. */
const deleteRetries = 3;

/**
 * Tokens closest to a text. The temporary token is deleted before the search, so it is never among
 * the results, and it does not outlive a failure or an interrupt: only the search can be aborted.
 */
export async function queryByTemporaryToken(
  session: Session,
  query: TextQuery,
): Promise<TokenQueryResult[]> {
  const { client, call } = session;
  const { text, ...similarity } = query;
  call.signal?.throwIfAborted();
  const { id, embedding } = await createTemporaryToken(session, text);
  await remove(session, id);
  call.signal?.throwIfAborted();
  return client.tokens.query({ ...similarity, queryVector: embedding }, call);
}

async function createTemporaryToken(session: Session, text: string): Promise<Token> {
  const mark = crypto.randomUUID();
  try {
    return await session.client.tokens.create({ text, metadata: { [markName]: mark } });
  } catch (error) {
    if (error instanceof ConnectionError || error instanceof TimeoutError)
      await removeLost(session, mark);
    throw error;
  }
}

/** The answer was lost, but the server may have made the token. */
async function removeLost(session: Session, mark: string): Promise<void> {
  try {
    for await (const token of session.client.tokens.iterate()) {
      if (token.metadata?.[markName] === mark) await remove(session, token.id);
    }
  } catch {
    session.warn(`a temporary token with "${mark}" in its metadata may remain on the server`);
  }
}

async function remove({ client, warn }: Session, id: number): Promise<void> {
  try {
    await client.tokens.delete(id, { retry: deleteRetries });
  } catch (error) {
    // The answer to an earlier try may have been lost: the token is gone.
    if (error instanceof NotFoundError) return;
    warn(`the temporary token ${id} could not be deleted`);
    throw error;
  }
}
