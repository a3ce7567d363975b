/** Many searches, one after the other, with pauses; knows no clients. */
import type { Track } from "../../generated/tracktion/models.js";
import type { Clock, Logger } from "../runtime/index.js";
import { TracktionError } from "./errors.js";

/** What came of one search. */
export type BatchSearchResult =
  | { readonly query: string; readonly tracks: Track[] }
  | {
      readonly query: string;
      /** Why there are no tracks. */
      readonly error: string;
      readonly cause: unknown;
    };

/** How a batch goes about it. */
export interface BatchSearching {
  readonly search: (query: string) => Promise<Track[]>;
  readonly delayMs: number;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Results in the order of the queries. A failed search is one of them; an abort ends the batch. */
export async function searchInTurn(
  queries: readonly string[],
  { search, delayMs, signal, clock, logger }: BatchSearching,
): Promise<BatchSearchResult[]> {
  const results: BatchSearchResult[] = [];
  for (const [index, query] of queries.entries()) {
    const result = await outcome(query, search, logger);
    signal?.throwIfAborted();
    results.push(result);
    const isLast = index === queries.length - 1;
    // As the guide has it: no pause after a failure, which took its time already.
    if (!isLast && "tracks" in result) await clock.sleep(delayMs, signal);
  }
  return results;
}

async function outcome(
  query: string,
  search: (query: string) => Promise<Track[]>,
  logger: Logger,
): Promise<BatchSearchResult> {
  try {
    return { query, tracks: await search(query) };
  } catch (cause) {
    if (cause instanceof TracktionError && cause.kind === "abort") throw cause;
    const error = cause instanceof Error ? cause.message : String(cause);
    logger.warn(`Error searching for '${query}': ${error}`);
    return { query, error, cause };
  }
}
