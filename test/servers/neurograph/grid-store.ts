// Spatial grids: which tokens are on them, and who is near whom.
import type { Position } from "./levels.js";
import type { StoredToken, TokenStore } from "./token-store.js";

/** Settings of a grid, wire names. */
export interface GridConfig {
  readonly bucket_size: number;
  readonly density_threshold: number;
  readonly min_field_nodes: number;
}

export const defaultGridConfig: GridConfig = {
  bucket_size: 10,
  density_threshold: 0.5,
  min_field_nodes: 3,
};

/** One grid. */
export interface Grid {
  readonly id: number;
  readonly config: GridConfig;
  readonly tokenIds: Set<number>;
}

/** Grids by id. */
export interface GridStore {
  readonly byId: Map<number, Grid>;
  nextId: number;
}

/** A token and how far away it is. */
export interface Neighbor {
  readonly token: StoredToken;
  readonly distance: number;
}

export function createGridStore(): GridStore {
  return { byId: new Map(), nextId: 1 };
}

export function addGrid(store: GridStore, config: GridConfig): Grid {
  const grid: Grid = { id: store.nextId++, config, tokenIds: new Set() };
  store.byId.set(grid.id, grid);
  return grid;
}

/** Tokens of the grid within the radius, nearest first; those without a position are nowhere. */
export function tokensAround(
  grid: Grid,
  tokens: TokenStore,
  sphere: { space: number; center: Position; radius: number },
): Neighbor[] {
  return [...grid.tokenIds]
    .flatMap((id) => tokens.byId.get(id) ?? [])
    .map((token) => ({ token, distance: distance(sphere.center, token.positions[sphere.space]) }))
    .filter((neighbor) => neighbor.distance <= sphere.radius)
    .sort((a, b) => a.distance - b.distance);
}

function distance(from: Position, to: Position | undefined): number {
  if (!from || !to) return Number.POSITIVE_INFINITY;
  return Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
}
