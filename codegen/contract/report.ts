/** What a contract came to, as data and as text. */
import type { CaseResult, ContractSuite } from "./suite.js";

/** The contract of one API after all its cases. */
export interface ContractReport {
  readonly api: string;
  readonly operations: number;
  /** Cases: each documented answer, and variations of the first success. */
  readonly answers: number;
  readonly passed: number;
  readonly failed: number;
  readonly durationMs: number;
  readonly failures: readonly CaseResult[];
}

/** Checks every case, one after the other: they share one Prism. */
export const runContract = async (suite: ContractSuite): Promise<ContractReport> => {
  const start = performance.now();
  const failures: CaseResult[] = [];
  for (const testCase of suite.cases) {
    const result = await suite.check(testCase);
    if (result.problems.length > 0) failures.push(result);
  }
  const answers = suite.cases.length;
  return {
    api: suite.name,
    operations: suite.operations.length,
    answers,
    passed: answers - failures.length,
    failed: failures.length,
    durationMs: Math.round(performance.now() - start),
    failures,
  };
};

/** Rows as aligned columns: the first to the left, the others, which are numbers, to the right. */
export const alignColumns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  "),
  );
};

const row = ({ api, ...counts }: ContractReport): string[] => [
  api,
  ...[counts.operations, counts.answers, counts.passed, counts.failed, counts.durationMs].map(
    String,
  ),
];

/** The summary: one line for each API. */
export const formatSummary = (reports: readonly ContractReport[]): string =>
  alignColumns([
    ["api", "operations", "answers", "passed", "failed", "ms"],
    ...reports.map(row),
  ]).join("\n");

/** One failure: which case, what was wrong, and where the document says otherwise. */
export const formatFailure = (
  api: string,
  { title, request, pointer, problems }: CaseResult,
): string =>
  [
    `${api}: ${title}  (${request})`,
    ...problems.map((problem) => `  ${problem}`),
    `  documented at #${pointer}`,
  ].join("\n");
