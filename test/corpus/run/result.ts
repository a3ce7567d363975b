/** What a run of the corpus finds out. */

/** One thing that went wrong. */
export interface Failure {
  readonly step: "generate" | "alike" | "compile" | "count" | "call" | "prism";
  /** Verb and path; undefined when it is about the whole document. */
  readonly operation?: string;
  readonly reason: string;
}

/** What came of one document. */
export interface DocumentResult {
  readonly file: string;
  /** `refused`: errors that say what is wrong with it. `crashed`: the generator threw, hung or ran out of memory. */
  readonly status: "generated" | "refused" | "crashed";
  /** Why it was refused. */
  readonly reasons: readonly string[];
  readonly operations: number;
  /** Operations without a value and without a finding. */
  readonly lost: readonly string[];
  /** Operations without a value, of which a finding tells. */
  readonly leftOut: readonly string[];
  readonly called: number;
  readonly right: number;
  /** Operations that were called with values that depart from their schemas: none was known that fits. */
  readonly departing: readonly Failure[];
  /** Operations of which no request could be made, and why. */
  readonly unsampled: readonly Failure[];
  readonly failures: readonly Failure[];
  readonly features: readonly string[];
}

/** What is known of a document whose process died or hung. */
export const crashed = (file: string, reason: string): DocumentResult => ({
  file,
  status: "crashed",
  reasons: [],
  operations: 0,
  lost: [],
  leftOut: [],
  called: 0,
  right: 0,
  departing: [],
  unsampled: [],
  failures: [{ step: "generate", reason }],
  features: [],
});
