/** Results as tables: by set of documents and step, by construct, and every failure. */
import type { DocumentResult, Failure } from "./result.js";

/** A document's result, and where it belongs. */
export interface SetResult extends DocumentResult {
  readonly set: string;
  readonly name: string;
}

/** The figures of one set. */
export interface SetRow {
  readonly set: string;
  readonly documents: number;
  readonly generated: number;
  readonly refused: number;
  readonly crashed: number;
  readonly compiled: number;
  readonly operations: number;
  readonly leftOut: number;
  readonly lost: number;
  readonly unsampled: number;
  readonly departing: number;
  readonly called: number;
  readonly right: number;
}

/** How many documents contain a construct, and how many of them pass every step. */
export interface FeatureRow {
  readonly feature: string;
  readonly documents: number;
  readonly pass: number;
}

const sum = <T>(values: readonly T[], read: (value: T) => number): number =>
  values.reduce((total, value) => total + read(value), 0);

const hasNone =
  (step: Failure["step"]) =>
  (result: DocumentResult): boolean =>
    result.failures.every((failure) => failure.step !== step);

const rowOf = (set: string, results: readonly DocumentResult[]): SetRow => {
  const generated = results.filter(({ status }) => status === "generated");
  return {
    set,
    documents: results.length,
    generated: generated.length,
    refused: results.filter(({ status }) => status === "refused").length,
    crashed: results.filter(({ status }) => status === "crashed").length,
    compiled: generated.filter(hasNone("compile")).length,
    operations: sum(generated, ({ operations }) => operations),
    leftOut: sum(generated, ({ leftOut }) => leftOut.length),
    lost: sum(generated, ({ lost }) => lost.length),
    unsampled: sum(generated, ({ unsampled }) => unsampled.length),
    departing: sum(generated, ({ departing }) => departing.length),
    called: sum(generated, ({ called }) => called),
    right: sum(generated, ({ right }) => right),
  };
};

/** One row for each set, and one for all. */
export const rowsBySet = (results: readonly SetResult[]): SetRow[] => {
  const sets = [...new Set(results.map(({ set }) => set))];
  const rows = sets.map((set) =>
    rowOf(
      set,
      results.filter((result) => result.set === set),
    ),
  );
  return sets.length > 1 ? [...rows, rowOf("all", results)] : rows;
};

/** Whether a document came through everything. */
export const passes = ({ status, failures, unsampled }: DocumentResult): boolean =>
  status === "generated" && failures.length === 0 && unsampled.length === 0;

/** One row for each construct that any document contains. */
export const rowsByFeature = (results: readonly DocumentResult[]): FeatureRow[] => {
  const features = [...new Set(results.flatMap((result) => result.features))].sort();
  return features.map((feature) => {
    const having = results.filter((result) => result.features.includes(feature));
    return { feature, documents: having.length, pass: having.filter(passes).length };
  });
};

const pad = (cells: readonly (string | number)[], widths: readonly number[]): string =>
  cells
    .map((cell, index) =>
      index === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[index] ?? 0),
    )
    .join("  ");

/** Rows under a line of titles, numbers to the right. */
export const table = (
  titles: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => {
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => String(row[index]).length)),
  );
  return [titles, ...rows].map((row) => pad(row, widths)).join("\n");
};

const formatSets = (rows: readonly SetRow[]): string =>
  table(
    [
      "documents of",
      "all",
      "generated",
      "refused",
      "crashed",
      "compiled",
      "operations",
      "left out",
      "lost",
      "no sample",
      "odd sample",
      "called",
      "right",
    ],
    rows.map((row) => Object.values(row)),
  );

const formatFeatures = (rows: readonly FeatureRow[]): string =>
  table(
    ["construct", "documents", "pass all steps"],
    rows.map(({ feature, documents, pass }) => [feature, documents, pass]),
  );

/** One line for each failure, the document first. */
export const formatFailures = (results: readonly SetResult[]): string[] =>
  results.flatMap(({ set, name, failures, status, reasons, unsampled }) => [
    ...(status === "refused" ? reasons.map((reason) => `${set} ${name}: refused: ${reason}`) : []),
    ...failures.map(
      ({ step, operation, reason }) =>
        `${set} ${name}: ${step}: ${operation === undefined ? "" : `${operation}: `}${reason}`,
    ),
    ...unsampled.map(
      ({ operation, reason }) => `${set} ${name}: no sample: ${operation}: ${reason}`,
    ),
  ]);

/** Whether anything went wrong that is not the document's own fault. */
export const hasFailures = (results: readonly DocumentResult[]): boolean =>
  results.some(({ status, failures }) => status === "crashed" || failures.length > 0);

/** Everything, for people. */
export const formatReport = (results: readonly SetResult[]): string =>
  [
    ...formatFailures(results),
    "",
    formatSets(rowsBySet(results)),
    "",
    formatFeatures(rowsByFeature(results)),
    "",
  ].join("\n");
