// The reference server's three caches, of which only the counters are visible.

/** Counters of one cache. */
interface Cache {
  readonly maxSize: number;
  readonly entries: Set<string>;
  hits: number;
  misses: number;
}

export interface Caches {
  readonly permissions: Cache;
  readonly api_keys: Cache;
  readonly token_validation: Cache;
}

export function createCaches(): Caches {
  return { permissions: empty(500), api_keys: empty(1000), token_validation: empty(2000) };
}

/** Counts a lookup: a miss the first time, then a hit. */
export function countLookup(cache: Cache, entry: string): void {
  if (cache.entries.has(entry)) cache.hits += 1;
  else cache.misses += 1;
  cache.entries.add(entry);
}

/** `CacheStats`. */
export function cacheStats(caches: Caches): Record<string, unknown> {
  const all = Object.entries(caches).map(([name, cache]: [string, Cache]) => [name, stats(cache)]);
  return Object.fromEntries(all);
}

function stats({ maxSize, entries, hits, misses }: Cache): Record<string, number> {
  const total = hits + misses;
  return {
    size: entries.size,
    max_size: maxSize,
    hits,
    misses,
    evictions: 0,
    hit_rate: total === 0 ? 0 : Math.round((hits / total) * 10_000) / 100,
    total_requests: total,
  };
}

function empty(maxSize: number): Cache {
  return { maxSize, entries: new Set(), hits: 0, misses: 0 };
}
