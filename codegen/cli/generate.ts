/** `clientwright generate`: makes the clients of documents, or checks that they are current. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { type ApiTarget, UsageError } from "../config.js";
import { type GenerateResult, generateApi, nameOf } from "../generate-api.js";
import { chooseTargets } from "../targets.js";
import { asJson, printResult } from "./generate-report.js";
import { createOutput } from "./output.js";

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
  /** Operations to generate, e.g. `tag:users`; wins over the configuration's. */
  readonly filter?: readonly string[];
  /** Only compares; writes nothing. */
  readonly check?: boolean;
  /** Whether to use the cache. Default: true. */
  readonly cache?: boolean;
  /** Told of each API before its generation starts. */
  readonly onStart?: (api: string) => void;
}

const withFlags = (target: ApiTarget, options: GenerateOptions): ApiTarget => ({
  ...target,
  ...(options.output !== undefined && {
    output: resolve(options.cwd ?? process.cwd(), options.output),
  }),
  ...(options.name !== undefined && { name: options.name }),
  ...(options.filter !== undefined && { filter: options.filter }),
});

const checkFlags = (targets: readonly ApiTarget[], options: GenerateOptions): void => {
  if (options.output !== undefined && targets.length > 1)
    throw new UsageError("--output is for one API: say which.");
  if (options.name !== undefined && targets.length > 1)
    throw new UsageError("--name is for one API: say which.");
  if (options.filter !== undefined && targets.length > 1)
    throw new UsageError("--filter is for one API: say which.");
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

/** Findings about what was asked for, or that mean that there is nothing to generate from: exit code 2. */
const unusable = new Set(["unreadable-file", "syntax", "version", "foreign-file", "filter"]);

/** Exit code of a run: 0 fine, 1 findings or stale output, 2 unusable document, filter or output folder. */
export const exitCodeOf = (results: readonly GenerateResult[]): number => {
  const errors = results
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ severity }) => severity === "error");
  if (errors.some(({ rule }) => unusable.has(rule))) return 2;
  return results.some(({ status }) => status === "failed" || status === "stale") ? 1 : 0;
};

const examples = `
Examples:
  $ clientwright generate                      every API of the configuration
  $ clientwright generate neurograph           one of them
  $ clientwright generate ./openapi.json --output ./client --name Shop
  $ clientwright generate ./openapi.json --output ./client --filter tag:users --filter "!path:/users/export"
  $ clientwright generate --check              says what would change; writes nothing

Exit codes: 0 fine, 1 the document has errors or --check found changes, 2 usage or unreadable document.`;

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

const repeated = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Adds the command. */
export const generateCommand = (program: Command): void => {
  program
    .command("generate")
    .summary("make clients of documents")
    .description(
      "Makes the clients of OpenAPI documents; writes nothing when a document has errors.",
    )
    .argument("[apis...]", "names of the configuration, or documents; all when none is named")
    .option("--output <folder>", "where the files go; needed for a document without configuration")
    .option("--name <name>", "name of the API; default: the document's title")
    .option("--filter <what>", "generate these operations alone; may be repeated", repeated)
    .option("--check", "only say what would change, with differences")
    .option("--config <file>", "configuration to read instead of the nearest one")
    .option("--no-cache", "generate even if nothing seems to have changed")
    .option("--json", "print the results as one JSON document")
    .addHelpText("after", examples)
    .action(run);
};
