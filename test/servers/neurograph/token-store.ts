// Stored tokens. One record serves both wires: the text one and the spatial one.
import { embed } from "./embeddings.js";
import { levels, type Position } from "./levels.js";

/** One token; times are Unix milliseconds. Tests may change it. */
export interface StoredToken {
  /** domain, entity type and local id in one uint32. */
  readonly id: number;
  readonly localId: number;
  readonly entityType: number;
  readonly domain: number;
  readonly createdAt: number;
  updatedAt: number;
  text: string;
  embedding: readonly number[];
  metadata: Readonly<Record<string, unknown>>;
  weight: number;
  fieldRadius: number;
  fieldStrength: number;
  persistent: boolean;
  /** By level, L1 first. */
  positions: Position[];
}

/** Tokens in order of insertion, by id. */
export interface TokenStore {
  readonly byId: Map<number, StoredToken>;
  nextLocalId: number;
}

export function createTokenStore(): TokenStore {
  return { byId: new Map(), nextLocalId: 1 };
}

/** Adds a token; what is not given has the reference server's default. */
export function addToken(
  store: TokenStore,
  now: number,
  given: Partial<Omit<StoredToken, "id" | "localId" | "createdAt" | "updatedAt">>,
): StoredToken {
  const localId = store.nextLocalId++;
  const { entityType = 0, domain = 0, text = "" } = given;
  const token: StoredToken = {
    id: domain * 2 ** 28 + entityType * 2 ** 24 + localId,
    localId,
    entityType,
    domain,
    createdAt: now,
    updatedAt: now,
    text,
    embedding: embed(text),
    metadata: {},
    weight: 0.5,
    fieldRadius: 1,
    fieldStrength: 1,
    persistent: false,
    positions: levels.map(() => null),
    ...given,
  };
  store.byId.set(token.id, token);
  return token;
}

/** Marks a change: always later than the change before, however coarse the clock is. */
export function touchToken(token: StoredToken, now: number): void {
  token.updatedAt = Math.max(now, token.updatedAt + 1);
}

/** Removes all tokens and starts counting again. */
export function clearTokenStore(store: TokenStore): number {
  const { size } = store.byId;
  store.byId.clear();
  store.nextLocalId = 1;
  return size;
}

/** Places a text in the eight levels, so that documented tokens can be used on grids. */
export function positionsOf(embedding: readonly number[]): Position[] {
  const at = (index: number) => embedding[index % embedding.length] ?? 0;
  return levels.map((_, index) => [at(2 * index), at(2 * index + 1), at(2 * index + 2)]);
}
