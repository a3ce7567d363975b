/** What a search may ask for, and how its answers are kept. */
import type { Track } from "../../generated/tracktion/models.js";
import type { CallOptions, Clock } from "../runtime/index.js";
import type { SearchCacheOptions } from "./options.js";

/** What to search for besides the words. */
export interface SearchOptions {
  /** Tracks at most. Default: 10. */
  readonly limit?: number;
  /** Tracks to skip. Default: none are. */
  readonly offset?: number;
  readonly genre?: string;
  /** Order of the tracks. Default: the server's. */
  readonly sort?: "popularity" | (string & {});
}

/** Tracks of former searches. */
export interface SearchCache {
  /** The tracks, if they are young enough; else those that `search` brings. A failed search is not kept. */
  through(key: string, search: () => Promise<Track[]>): Promise<Track[]>;
}

/** A cache as the options say; undefined when there is to be none. */
export function createSearchCache(
  options: boolean | SearchCacheOptions | undefined,
  clock: Clock,
): SearchCache | undefined {
  if (options === undefined || options === false) return undefined;
  const { ttlMs = 300_000, maxEntries = 500 } = options === true ? {} : options;
  const entries = new Map<string, { readonly tracks: readonly Track[]; readonly until: number }>();
  const keep = (key: string, tracks: readonly Track[]): void => {
    entries.delete(key);
    entries.set(key, { tracks, until: clock.now() + ttlMs });
    const [oldest] = entries.keys();
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
  };
  return {
    through: async (key, search) => {
      const kept = entries.get(key);
      if (kept !== undefined && clock.now() < kept.until) return structuredClone([...kept.tracks]);
      const tracks = await search();
      keep(key, structuredClone(tracks));
      return tracks;
    },
  };
}

/** Key of a search; undefined when its options may change who asks whom for what. */
export function searchKey(query: object, options: CallOptions = {}): string | undefined {
  const { auth, baseUrl, headers, query: more, fetch, policies } = options;
  const isPlain = [auth, baseUrl, headers, more, fetch, policies].every((v) => v === undefined);
  return isPlain ? JSON.stringify(Object.entries(query).sort()) : undefined;
}
