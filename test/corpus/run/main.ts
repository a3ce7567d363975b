/** `npm run corpus`: takes public documents through every step, and prints what came of each. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../../codegen/config.js";
import type { CheckTask } from "./check-document.js";
import { compileAll } from "./compile.js";
import { type CorpusDocument, givenDocuments, packageDocuments, sampleOf } from "./documents.js";
import { checkAll, type PoolOptions } from "./pool.js";
import { formatReport, hasFailures, rowsByFeature, rowsBySet, type SetResult } from "./report.js";
import { crashed, type DocumentResult } from "./result.js";
import { formatPrism, runPrism } from "./run-prism.js";
import { type Variant, writeVariants } from "./variants.js";

const help = `Usage: npm run corpus -- [options] [paths...]

Generates a client from each document, type-checks it, counts its operations against the document's, calls
every one of them through a fetch that records, and compares what left with the document.
Without paths: the documents of the packages in test/corpus (\`npm ci --prefix test/corpus\`), and a sample of
them in YAML and in the spelling of OpenAPI 3.1.

Options:
  --filter <text>   only documents whose set and name contain the text
  --sample <n>      so many of them, the same ones every time
  --prism <n>       also send the calls of so many moderate documents to Prism, which validates requests
  --variants <n>    so many documents in other words as well, 0 for none (default: 100)
  --no-compile      leave type-checking out
  --jobs <n>        how many documents at once (default: 2)
  --json            print one JSON document
  --help            print this

Examples:
  $ npm run corpus -- --sample 100
  $ npm run corpus -- --filter stripe.com
  $ npm run corpus -- ./openapi.yaml ./more-documents

Interrupted, it ends after the batch at hand and prints what is known by then; interrupted twice, at once.

Exit codes: 0 everything holds, 1 something failed, 2 the call has errors, 130 interrupted.`;

/** What the command was told. */
interface Settings {
  readonly paths: readonly string[];
  readonly filter: string;
  readonly sample: number;
  readonly prism: number;
  readonly variants: number;
  readonly jobs: number;
  readonly isJson: boolean;
  readonly compiles: boolean;
}

const numberOf = (name: string, text: string | undefined, usual: number, least = 1): number => {
  const value = text === undefined ? usual : Number(text);
  if (Number.isNaN(value) || value < least)
    throw new UsageError(`--${name} must be a number of at least ${least}.`);
  return value;
};

const readSettings = (args: readonly string[]): Settings | undefined => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      filter: { type: "string", default: "" },
      sample: { type: "string" },
      prism: { type: "string" },
      variants: { type: "string" },
      jobs: { type: "string" },
      json: { type: "boolean", default: false },
      "no-compile": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    paths: positionals,
    filter: values.filter,
    sample: numberOf("sample", values.sample, Number.POSITIVE_INFINITY),
    prism: numberOf("prism", values.prism, 0, 0),
    variants: numberOf("variants", values.variants, 100, 0),
    jobs: numberOf("jobs", values.jobs, Math.min(2, availableParallelism())),
    isJson: values.json,
    compiles: !values["no-compile"],
  };
};

const chooseDocuments = (
  root: string,
  folder: string,
  { paths, filter, sample, variants }: Settings,
): (CorpusDocument | Variant)[] => {
  const own = paths.length > 0 ? givenDocuments(paths) : packageDocuments(root);
  const isWanted = ({ set, name }: CorpusDocument): boolean => `${set} ${name}`.includes(filter);
  const chosen = sampleOf(own.filter(isWanted), sample);
  const originals = paths.length > 0 ? [] : sampleOf(chosen, variants);
  return [...chosen, ...writeVariants(originals, join(folder, "variants"))];
};

/** Clients that are compiled at once, and kept on the disk until they are. */
const batchSize = 120;

const compileFailures = async (
  root: string,
  folder: string,
  outputs: readonly string[],
  results: readonly DocumentResult[],
): Promise<DocumentResult[]> => {
  const generated = outputs.filter((_, index) => results[index]?.status === "generated");
  const errors = await compileAll(root, folder, generated);
  return results.map((result, index) => {
    const found = errors.get(outputs[index] ?? "") ?? [];
    const failures = found.map((reason) => ({ step: "compile", reason }) as const);
    return { ...result, failures: [...failures, ...result.failures] };
  });
};

const pluralOf = (count: number): string => `${count} document${count === 1 ? "" : "s"}`;

const runAll = async (
  documents: readonly (CorpusDocument | Variant)[],
  settings: Settings,
  options: PoolOptions,
  isInterrupted: () => boolean,
): Promise<SetResult[]> => {
  const results: SetResult[] = [];
  const { stderr } = process;
  const isShown = stderr.isTTY && process.env.CI === undefined;
  for (let start = 0; start < documents.length && !isInterrupted(); start += batchSize) {
    const batch = documents.slice(start, start + batchSize);
    const folder = join(options.folder, `batch-${start}`);
    mkdirSync(folder, { recursive: true });
    const outputs = batch.map((_, index) => join(folder, `client-${index}`));
    const tasks = batch.map((document, index) => ({
      file: document.file,
      output: outputs[index] ?? "",
      ...("original" in document && { original: document.original }),
    }));
    let done = start;
    const crash = ({ file }: CheckTask, reason: string) => crashed(file, reason);
    const checked = await checkAll<DocumentResult>(tasks, options, crash, () => {
      done += 1;
      if (isShown) stderr.write(`\r${done} of ${pluralOf(documents.length)}\x1b[K`);
    });
    const compiled = settings.compiles
      ? await compileFailures(options.root, folder, outputs, checked)
      : checked;
    for (const [index, { set, name }] of batch.entries()) {
      const result = compiled[index];
      if (result !== undefined) results.push({ ...result, set, name });
    }
    rmSync(folder, { recursive: true, force: true });
  }
  if (isShown) stderr.write("\r\x1b[K");
  return results;
};

const run = async (root: string, script: string, settings: Settings): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "clientwright-corpus-"));
  let isInterrupted = false;
  const interrupt = (): void => {
    if (isInterrupted) process.exit(130);
    isInterrupted = true;
  };
  process.on("SIGINT", interrupt);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const documents = chooseDocuments(root, folder, settings);
  if (documents.length === 0) throw new UsageError("No document is left to check.");
  const options = { script, root, folder, jobs: settings.jobs, timeoutMs: 180_000, memoryMb: 4096 };
  const results = await runAll(documents, settings, options, () => isInterrupted);
  const prism = await runPrism(documents, isInterrupted ? 0 : settings.prism, options);
  const report = {
    sets: rowsBySet(results),
    features: rowsByFeature(results),
    documents: results,
    prism,
  };
  process.stdout.write(
    settings.isJson
      ? `${JSON.stringify(report, null, 2)}\n`
      : `${formatReport(results)}${formatPrism(prism)}`,
  );
  process.exitCode = isInterrupted ? 130 : hasFailures(results) ? 1 : 0;
  process.removeListener("SIGINT", interrupt);
};

/** Runs the command. `script` is the worker's bundle. */
export const main = async (
  root: string,
  script: string,
  args: readonly string[],
): Promise<void> => {
  try {
    const settings = readSettings(args);
    if (settings === undefined) process.stdout.write(`${help}\n`);
    else await run(root, script, settings);
  } catch (error) {
    const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
    const isUsage = error instanceof UsageError || String(code).startsWith("ERR_PARSE_ARGS");
    if (!isUsage) throw error;
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  }
};
