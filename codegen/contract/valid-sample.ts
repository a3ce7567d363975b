/** Samples that are known to fit: a validator chooses among the document's examples and what can be made. */

import type { Node } from "../document.js";
import { type SampleOptions, sampleSchema, UnsampledError } from "./sample.js";
import type { SchemaCheck } from "./schema-check.js";

/** The document, and a check against its schemas. */
export interface Described {
  readonly document: Node;
  readonly check: SchemaCheck;
  /**
   * Told what is wrong where no value is known to fit, and the nearest one is taken: a required part that
   * contains itself, alternatives that cannot be told apart. Default: that is an error.
   */
  readonly report?: (problem: string) => void;
}

/** What a sample is wanted of. */
export interface Wanted {
  readonly schema: unknown;
  /** JSON Pointer of the schema; undefined when there is nothing to check against. */
  readonly pointer: string | undefined;
  /** Values that are tried first. */
  readonly examples?: Iterable<unknown>;
  /** What else is wrong with a value, e.g. for its place in a request. */
  readonly refuse?: (value: unknown) => string | undefined;
}

/** Ways to make a sample, the most telling first: everything, other alternatives, then what is required alone. */
const ways: readonly SampleOptions[] = [
  {},
  ...[0, 1, 2, 3].map((turn) => ({ useExamples: false, turn })),
  ...[0, 1, 2, 3].map((turn) => ({ useExamples: false, withOptional: false, turn })),
];

function* candidates(
  { document, report }: Described,
  wanted: Wanted,
  failures: string[],
): Generator<unknown> {
  yield* wanted.examples ?? [];
  const known = new Set<string>();
  for (const way of report === undefined ? ways : [...ways, { approximate: true }]) {
    try {
      const value = sampleSchema(document, wanted.schema, way);
      const text = JSON.stringify(value);
      if (known.has(text)) continue;
      known.add(text);
      yield value;
    } catch (error) {
      if (!(error instanceof UnsampledError)) throw error;
      failures.push(error.message);
    }
  }
}

/**
 * The first value that fits the schema and its place: an example of the document where one does.
 * @throws UnsampledError when none does; the message says what is wrong with the first.
 */
export const validSample = (described: Described, wanted: Wanted): unknown => {
  const { check, report } = described;
  const { pointer, refuse } = wanted;
  const failures: string[] = [];
  const nearest: unknown[] = [];
  for (const value of candidates(described, wanted, failures)) {
    const refused = refuse?.(value);
    const [problem = refused] = pointer === undefined ? [] : check(pointer, value, "request");
    if (problem === undefined) return value;
    if (refused === undefined) nearest.push(value);
    failures.push(problem);
  }
  if (report !== undefined && nearest.length > 0) {
    report(failures[0] ?? "no sample fits");
    return nearest[0];
  }
  throw new UnsampledError(failures[0] ?? "no sample fits");
};
