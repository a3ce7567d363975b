/** `clientwright generate`: makes the clients of documents, or checks that they are current. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { type ApiTarget, UsageError } from "../config.js";
import type { Diagnostic } from "../diagnostics.js";
import { type GenerateResult, generateApi, nameOf } from "../generate-api.js";
import { chooseTargets } from "../targets.js";
import {
  coloursFor,
  countDiagnostics,
  createOutput,
  formatDiagnostic,
  fromHere,
  type Output,
} from "./output.js";

/** How clients are generated. */
export interface GenerateOptions {
  /** Where to look for the configuration and for files that are named. Default: the working directory. */
  readonly cwd?: string;
  /** This configuration, instead of a search. */
  readonly config?: string;
  /** Output folder; needed for a document that no configuration names. */
  readonly output?: string;
  /** Name of the API; wins over the configuration's. */
  readonly name?: string;
  /** Only compares; writes nothing. */
  readonly check?: boolean;
  /** Whether to use the cache. Default: true. */
  readonly cache?: boolean;
  /** Leaves out operations that have errors, and takes any value for schemas that have. Default: false. */
  readonly keepGoing?: boolean;
  /** Told of each API before its generation starts. */
  readonly onStart?: (api: string) => void;
}

const withFlags = (target: ApiTarget, options: GenerateOptions): ApiTarget => ({
  ...target,
  ...(options.output !== undefined && {
    output: resolve(options.cwd ?? process.cwd(), options.output),
  }),
  ...(options.name !== undefined && { name: options.name }),
});

const checkFlags = (targets: readonly ApiTarget[], options: GenerateOptions): void => {
  if (options.output !== undefined && targets.length > 1)
    throw new UsageError("--output is for one API: say which.");
  if (options.name !== undefined && targets.length > 1)
    throw new UsageError("--name is for one API: say which.");
  if (options.name !== undefined && !/^[A-Za-z][A-Za-z0-9 _-]*$/.test(options.name))
    throw new UsageError(`--name takes letters and digits, not "${options.name}".`);
  const homeless = targets.find(({ key }) => key === undefined && options.output === undefined);
  if (homeless !== undefined)
    throw new UsageError(`Say with --output where the client of ${nameOf(homeless)} is to go.`);
};

/**
 * Generates the named APIs, or all of the configuration. Problems of a document are in its result;
 * throws `UsageError` for what cannot be tried at all, `WriteError` when the disk refuses.
 */
export const generate = async (
  names: readonly string[] = [],
  options: GenerateOptions = {},
): Promise<GenerateResult[]> => {
  const targets = await chooseTargets(names, options);
  checkFlags(targets, options);
  const results: GenerateResult[] = [];
  for (const target of targets) {
    const { title: _, ...api } = target;
    options.onStart?.(nameOf(api));
    results.push(await generateApi(withFlags(api, options), options));
  }
  return results;
};

/** Findings that mean that there is nothing to generate from: exit code 2. */
const unusable = new Set(["unreadable-file", "syntax", "version", "limit", "foreign-file"]);

/** Exit code of a run: 0 fine, 1 findings or stale output, 2 unusable document or output folder. */
export const exitCodeOf = (results: readonly GenerateResult[]): number => {
  const errors = results
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ severity }) => severity === "error");
  if (errors.some(({ rule }) => unusable.has(rule))) return 2;
  const isFine = ({ status }: GenerateResult): boolean => status !== "failed" && status !== "stale";
  return errors.length === 0 && results.every(isFine) ? 0 : 1;
};

const summary = ({ api, status, output, changes }: GenerateResult): string => {
  const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
  const counts = (["added", "changed", "removed"] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${kind}`)
    .join(", ");
  const said = {
    unchanged: "is up to date",
    written: `written: ${counts}`,
    stale: `is out of date: ${counts}`,
    failed: "not written",
  }[status];
  return `${api}  ${fromHere(output)}  ${said}`;
};

/** Warnings shown of one API; the rest are counted. */
const shownWarnings = 20;

const printDiagnostics = (diagnostics: readonly Diagnostic[], output: Output): void => {
  const colours = coloursFor(process.stderr, process.env);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  for (const one of [...errors, ...warnings.slice(0, shownWarnings)])
    output.say(formatDiagnostic(one, colours));
  const hidden = warnings.length - shownWarnings;
  if (hidden > 0) output.say(`... and ${hidden} more warnings; --json has them all.`);
};

const printResult = (result: GenerateResult, output: Output): void => {
  printDiagnostics(result.diagnostics, output);
  if (result.status === "stale")
    for (const { kind, path } of result.changes) output.result(`${kind}  ${fromHere(path)}`);
  for (const operation of result.skipped) output.say(`skipped  ${operation}`);
  const counts = countDiagnostics(result.diagnostics);
  output.result(counts === "" ? summary(result) : `${summary(result)}  (${counts})`);
};

const asJson = (results: readonly GenerateResult[]): string => {
  const apis = results.map(({ changes, output, ...rest }) => ({
    ...rest,
    output: fromHere(output),
    changes: changes.map(({ kind, path }) => ({ kind, path: fromHere(path) })),
  }));
  return JSON.stringify({ apis }, null, 2);
};

const examples = `
Examples:
  $ clientwright generate                      every API of the configuration
  $ clientwright generate neurograph           one of them
  $ clientwright generate ./openapi.json --output ./client --name Shop
  $ clientwright generate --check              says what would change; writes nothing
  $ clientwright generate ./openapi.json --output ./client --keep-going
                                               all but the operations that have errors

Exit codes: 0 fine, 1 the document has errors (also with --keep-going) or --check found changes,
2 usage or unreadable document.`;

interface GenerateFlags extends GenerateOptions {
  readonly json?: boolean;
}

const run = async (names: string[], flags: GenerateFlags): Promise<void> => {
  const output = createOutput(process);
  const interrupted = (): void => process.exit(130);
  process.once("SIGINT", interrupted);
  try {
    const verb = flags.check === true ? "Checking" : "Generating";
    const results = await generate(names, {
      ...flags,
      onStart: (api) => output.progress(`${verb} ${api} ...`),
    });
    if (flags.json === true) output.result(asJson(results));
    else for (const result of results) printResult(result, output);
    process.exitCode = exitCodeOf(results);
  } finally {
    output.done();
    process.removeListener("SIGINT", interrupted);
  }
};

/** Adds the command. */
export const generateCommand = (program: Command): void => {
  program
    .command("generate")
    .summary("make clients of documents")
    .description(
      "Makes the clients of OpenAPI documents; writes nothing when a document has errors, unless told to keep going.",
    )
    .argument("[apis...]", "names of the configuration, or documents; all when none is named")
    .option("--output <folder>", "where the files go; needed for a document without configuration")
    .option("--name <name>", "name of the API; default: the document's title")
    .option("--check", "only say what would change")
    .option("--config <file>", "configuration to read instead of the nearest one")
    .option("--keep-going", "leave out operations that have errors, and generate the rest")
    .option("--no-cache", "generate even if nothing seems to have changed")
    .option("--json", "print the results as one JSON document")
    .addHelpText("after", examples)
    .action(run);
};
