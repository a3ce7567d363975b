/** Requests for the reference server's spatial tokens; its answers are in the document. Types only. */

/** A point on one level; give all three or none. */
export interface Coordinates {
  readonly x?: number | null;
  readonly y?: number | null;
  readonly z?: number | null;
}

/** A token's place on each level; a level that is left out stays undefined, or unchanged. */
export interface SpatialPlaces {
  readonly l1_physical?: Coordinates | null;
  readonly l2_sensory?: Coordinates | null;
  readonly l3_motor?: Coordinates | null;
  readonly l4_emotional?: Coordinates | null;
  readonly l5_cognitive?: Coordinates | null;
  readonly l6_social?: Coordinates | null;
  readonly l7_temporal?: Coordinates | null;
  readonly l8_abstract?: Coordinates | null;
}

/** Changes to a spatial token; what is left out stays. */
export interface SpatialTokenUpdate extends SpatialPlaces {
  /** 0 to 1. Default at creation: 0.5. */
  readonly weight?: number | null;
  /** 0 to 2.55. Default at creation: 1. */
  readonly field_radius?: number | null;
  /** 0 to 1. Default at creation: 1. */
  readonly field_strength?: number | null;
}

/** A spatial token to create; `{}` is one. */
export interface SpatialTokenCreate extends SpatialTokenUpdate {
  /** Kind of thing, 0 to 15. Default: 0. */
  readonly entity_type?: number;
  /** Domain, 0 to 15. Default: 0. */
  readonly domain?: number;
  /** Default: false. */
  readonly persistent?: boolean;
}
