/** The client that waits when it is asked to. */
import type { Track } from "../../generated/tracktion/models.js";
import { searchTracks } from "../../generated/tracktion/resources/search.js";
import { type CallOptions, withoutEmptyFields } from "../runtime/index.js";
import { type BatchSearchResult, searchInTurn } from "./batch-search.js";
import { TracktionClient } from "./client.js";
import type { RobustClientOptions } from "./options.js";
import { type RetryBackoffOptions, type RetryNotice, retryWithBackoff } from "./retry.js";
import type { SearchOptions } from "./search.js";

/** Parameters of a search: those that are known, and any other. */
export type FreeSearchOptions = SearchOptions & Readonly<Record<string, unknown>>;

/** How a batch of searches goes about it. */
export interface BatchSearchOptions extends CallOptions {
  /** Pause after a search that went well. Default: 100. */
  readonly delayMs?: number;
}

/** A client whose searches wait for a reached rate limit and try again. */
export class RobustTracktionClient extends TracktionClient {
  readonly #retry: RetryBackoffOptions;

  /**
   * @param options Options, or the API key alone.
   * @throws {TracktionApiError} when an option makes no sense.
   */
  constructor(options: RobustClientOptions | string = {}) {
    const given = typeof options === "string" ? { apiKey: options } : options;
    const { maxRetries, baseDelayMs, ...rest } = given;
    super(rest);
    this.#retry = {
      ...(maxRetries !== undefined && { maxRetries }),
      ...(baseDelayMs !== undefined && { baseDelayMs }),
      ...(given.random && { random: given.random }),
      sleep: (ms, signal) => this.clock.sleep(ms, signal),
      onRetry: (notice) => this.logger.info(progressLine(notice)),
    };
  }

  /** Tracks that are found by words; nothing is sent that is not said, not even a limit. */
  searchTracksWithRetry(
    query: string,
    params: FreeSearchOptions = {},
    options?: CallOptions,
  ): Promise<Track[]> {
    const search = async (): Promise<Track[]> => {
      const wire = { q: query, ...withoutEmptyFields(params) };
      const { tracks } = await this.call(searchTracks, { query: wire }, options);
      return tracks;
    };
    return retryWithBackoff(search, { ...this.#retry, signal: options?.signal });
  }

  /** Searches one after the other, with pauses. A search that fails is a result of its own; an abort is thrown. */
  batchSearchTracks(
    queries: readonly string[],
    { delayMs = 100, ...options }: BatchSearchOptions = {},
  ): Promise<BatchSearchResult[]> {
    return searchInTurn(queries, {
      search: (query) => this.searchTracksWithRetry(query, {}, options),
      delayMs,
      signal: options.signal,
      clock: this.clock,
      logger: this.logger,
    });
  }
}

function progressLine({ delayMs }: RetryNotice): string {
  return `Rate limited, retrying in ${(delayMs / 1_000).toFixed(2)} seconds...`;
}
