/** `clientwright migrate`: moves code from openapi-fetch to `clientwright/openapi-fetch`, and says which methods come next. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { buildModel } from "../build-model.js";
import { UsageError } from "../config.js";
import { createFindings } from "../diagnostics.js";
import { nameOf } from "../generate-api.js";
import { load } from "../load.js";
import { type MethodCalls, methodCallsOf } from "../migrate/method-calls.js";
import type { RewrittenSource } from "../migrate/rewrite-source.js";
import { sourceFiles } from "../migrate/source-files.js";
import { replaceFile } from "../replace-file.js";
import { chooseTargets } from "../targets.js";
import { createOutput, fromHere, type Output, plural } from "./output.js";

/** How code is moved. */
export interface MigrateOptions {
  /** Where paths start, and where to look for the configuration. Default: the working directory. */
  readonly cwd?: string;
  /** This configuration, instead of a search. */
  readonly config?: string;
  /** API of the configuration, or document, whose generated methods are named for each call. */
  readonly api?: string;
  /** Changes the imports; without it, they are only listed. Default: false. */
  readonly write?: boolean;
}

/** What was found in one source file. */
export interface MigratedFile extends Omit<RewrittenSource, "text"> {
  /** Absolute path. */
  readonly file: string;
}

const methodsOf = async (options: MigrateOptions): Promise<MethodCalls> => {
  if (options.api === undefined) return new Map();
  const [target] = await chooseTargets([options.api], options);
  if (target === undefined) return new Map();
  const { title: _, ...api } = target;
  const { document, diagnostics, locate } = await load(api.spec, api);
  const findings = createFindings();
  const built = document && (await buildModel(api, document, findings));
  if (built !== undefined) return methodCallsOf(built.api);
  const all = [...diagnostics, ...(await locate(findings.list))];
  throw new UsageError(
    `The document of ${nameOf(api)} has errors.`,
    all.filter(({ severity }) => severity === "error"),
  );
};

/**
 * Looks through source files (folders are searched) for openapi-fetch; changes imports where it is told to write.
 * Answers the files that have something to change or to name. Throws `UsageError` for paths, APIs or documents
 * that cannot be used.
 */
export const migrate = async (
  names: readonly string[],
  options: MigrateOptions = {},
): Promise<MigratedFile[]> => {
  const paths = sourceFiles(resolve(options.cwd ?? process.cwd()), names);
  const methods = await methodsOf(options);
  const { rewriteSource } = await import("../migrate/rewrite-source.js");
  return paths.flatMap((file): MigratedFile[] => {
    const before = readFileSync(file, "utf8");
    const { text, imports, calls } = rewriteSource(file, before, methods);
    if (options.write === true && text !== before) replaceFile(file, text);
    const named = options.api === undefined ? [] : calls;
    return imports.length + named.length === 0 ? [] : [{ file, imports, calls: named }];
  });
};

const summaryOf = (files: readonly MigratedFile[], written: boolean): string => {
  const changed = files.filter(({ imports }) => imports.length > 0);
  const count = changed.reduce((sum, { imports }) => sum + imports.length, 0);
  if (count === 0) return "No import of openapi-fetch to change.";
  const what = `${plural(count, "import")} in ${plural(changed.length, "file")}`;
  return written ? `Changed ${what}.` : `${what} to change; --write changes them.`;
};

const print = (files: readonly MigratedFile[], written: boolean, output: Output): void => {
  for (const { file, imports, calls } of files) {
    const at = ({ line, column }: { readonly line: number; readonly column: number }): string =>
      `${fromHere(file)}:${line}:${column}`;
    for (const one of imports) output.result(`${at(one)}  import from clientwright/openapi-fetch`);
    for (const one of calls)
      output.result(`${at(one)}  ${one.call}  ${one.method ?? "no such operation"}`);
  }
  output.result(summaryOf(files, written));
};

const examples = `
Examples:
  $ clientwright migrate src                       list the imports of openapi-fetch
  $ clientwright migrate src --write               change them
  $ clientwright migrate src --api neurograph      and name the generated method for each call
  $ clientwright migrate src --api ./openapi.json --json

Calls are never changed: methods throw, where openapi-fetch answers { data, error }.

Exit codes: 0 fine, 2 usage or unreadable document.`;

interface MigrateFlags extends MigrateOptions {
  readonly json?: boolean;
}

const run = async (names: string[], flags: MigrateFlags): Promise<void> => {
  const output = createOutput(process);
  const written = flags.write === true;
  const files = await migrate(names, flags);
  if (flags.json === true) {
    const shown = files.map(({ file, ...rest }) => ({ file: fromHere(file), ...rest }));
    output.result(JSON.stringify({ written, files: shown }, null, 2));
  } else print(files, written, output);
};

/** Adds the command. */
export const migrateCommand = (program: Command): void => {
  program
    .command("migrate")
    .summary("move code from openapi-fetch")
    .description(
      "Finds imports of openapi-fetch and changes them to clientwright/openapi-fetch, which takes the same calls; " +
        "with --api it also names the generated method for each call.",
    )
    .argument("<paths...>", "source files, or folders to search")
    .option("--write", "change the files")
    .option("--api <name>", "API of the configuration, or a document")
    .option("--config <file>", "configuration to read instead of the nearest one")
    .option("--json", "print one JSON document")
    .addHelpText("after", examples)
    .action(run);
};
