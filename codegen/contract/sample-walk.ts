/** Where a sample is being made, and what bounds it. */
import type { Node } from "../document.js";

/** What a sample is for, and how it is made. */
export interface SampleOptions {
  /** Whether properties that only answers have are left out. Default: true. */
  readonly forRequest?: boolean;
  /** Whether examples and defaults of schemas are used. Default: true. */
  readonly useExamples?: boolean;
  /** Whether optional properties and items are there as well. Default: true. */
  readonly withOptional?: boolean;
  /** Which alternative is tried first. Default: 0. */
  readonly turn?: number;
  /**
   * Whether what cannot be is left out of account: what must contain itself ends in an empty object, patterns
   * without a match hold for any text. Default: false.
   */
  readonly approximate?: boolean;
}

/** Where a sample is being made. */
export interface Walk {
  readonly document: Node;
  readonly options: SampleOptions;
  /** References being followed: a property that leads back to one is left out. */
  readonly trail: ReadonlySet<string>;
  /** Tells the items of one array apart. */
  readonly index: number;
  readonly depth: number;
  /** How many values have been made. */
  readonly made: { count: number };
}

/** Beyond these, only what is required is sampled: wide documents multiply quickly. */
const roomyDepth = 6;
const roomyCount = 1_500;

/** Nothing that a call would send is larger. */
export const mostValues = 50_000;

/** Whether optional parts still have room. */
export const hasRoom = ({ options, depth, made }: Walk): boolean =>
  options.withOptional !== false && depth <= roomyDepth && made.count <= roomyCount;
