/** A sample of the corpus against Prism: slower, and only for documents that it can read in time. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { PrismResult } from "./check-with-prism.js";
import { type CorpusDocument, sampleOf } from "./documents.js";
import { checkAll, type PoolOptions } from "./pool.js";
import { table } from "./report.js";

/** Prism resolves every reference in place: recursive and large documents take minutes, or all memory. */
const largest = 100_000;
const timeoutMs = 60_000;

/** A document's result, and where it belongs. */
export interface NamedPrismResult extends PrismResult {
  readonly set: string;
  readonly name: string;
}

const unread = (file: string, reason: string): PrismResult => ({
  file,
  status: "unread",
  calls: 0,
  accepted: 0,
  failures: [{ step: "prism", reason }],
});

/** Calls so many of the documents through Prism. */
export const runPrism = async (
  documents: readonly CorpusDocument[],
  count: number,
  options: PoolOptions,
): Promise<NamedPrismResult[]> => {
  const moderate = documents.filter(({ file }) => statSync(file).size < largest);
  const chosen = count === 0 ? [] : sampleOf(moderate, count);
  const tasks = chosen.map(({ file }, index) => ({
    file,
    output: join(options.folder, `prism-${index}`),
    prism: true,
  }));
  const results = await checkAll<PrismResult>(
    tasks,
    { ...options, timeoutMs },
    ({ file }, reason) => unread(file, reason),
  );
  return results.map((result, index) => {
    const { set = "", name = "" } = chosen[index] ?? {};
    return { ...result, set, name };
  });
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What Prism said, for people; nothing when it was not asked. */
export const formatPrism = (results: readonly NamedPrismResult[]): string => {
  if (results.length === 0) return "";
  const lines = results.flatMap(({ set, name, failures }) =>
    failures.map(({ operation, reason }) => `${set} ${name}: Prism: ${operation ?? ""} ${reason}`),
  );
  const called = results.filter(({ status }) => status === "called");
  const row = [
    "Prism",
    results.length,
    called.length,
    sum(called.map(({ calls }) => calls)),
    sum(called.map(({ accepted }) => accepted)),
  ];
  const titles = ["validated by", "documents", "read in time", "calls", "accepted"];
  return [...lines, "", table(titles, [row]), ""].join("\n");
};
