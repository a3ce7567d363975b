/** `clientwright generate`: makes the clients of documents, checks that they are current, or keeps them so. */
import type { Command } from "commander";
import { UsageError } from "../config.js";
import type { GenerateResult } from "../generate-api.js";
import { exitCodeOf, type GenerateOptions, generate } from "./generate-apis.js";
import { asJson, asJsonLine, printResult } from "./generate-report.js";
import { watch } from "./generate-watch.js";
import { nextSteps } from "./next-steps.js";
import { createOutput, formatFailure, isQuiet, type Output, plural } from "./output.js";
import { type OverlayFlags, overlayOption, withOverlayFlags } from "./overlay-option.js";

const examples = `
Examples:
  $ clientwright generate                      every API of the configuration
  $ clientwright generate neurograph           one of them
  $ clientwright generate ./openapi.json --output ./client --name Shop
  $ curl -s https://shop.example.com/openapi.json | clientwright generate - --output ./client
  $ clientwright generate ./openapi.json --output ./client --filter tag:users --filter "!path:/users/export"
  $ clientwright generate --check              says what would change; writes nothing
  $ clientwright generate --watch              again after each change, until Ctrl-C
  $ clientwright generate ./openapi.json --output ./client --keep-going
                                               all but the operations that have errors

Exit codes: 0 fine, 1 the document has errors (also with --keep-going) or --check found changes,
2 usage or unreadable document, 130 interrupted.`;

interface GenerateFlags extends GenerateOptions, OverlayFlags {
  readonly json?: boolean;
  readonly watch?: boolean;
}

const runOnce = async (names: string[], flags: GenerateFlags, output: Output): Promise<void> => {
  const verb = flags.check === true ? "Checking" : "Generating";
  const results = await generate(names, {
    ...withOverlayFlags(flags),
    onStart: (api) => output.progress(`${verb} ${api} ...`),
  });
  if (flags.json === true) output.result(asJson(results));
  else {
    for (const result of results) printResult(result, output);
    if (!isQuiet(process.env)) for (const line of nextSteps(results)) output.say(line);
  }
  process.exitCode = exitCodeOf(results);
};

const runWatch = (names: string[], flags: GenerateFlags, output: Output): Promise<void> => {
  if (flags.check === true) throw new UsageError("--check and --watch exclude each other.");
  const print = (result: GenerateResult): void =>
    flags.json === true ? output.result(asJsonLine(result)) : printResult(result, output);
  return watch(names, {
    ...withOverlayFlags(flags),
    onStart: (api) => output.progress(`Generating ${api} ...`),
    onResult: print,
    onFailure: (error) => output.say(formatFailure(error, process)),
    onWatch: (count) => output.progress(`Watching ${plural(count, "file")}; Ctrl-C stops it.`),
  });
};

const run = async (names: string[], flags: GenerateFlags): Promise<void> => {
  const output = createOutput(process);
  // Files are put in place without a pause, so that there is no half of it to be seen.
  const interrupted = (): void => {
    output.done();
    process.exit(130);
  };
  process.once("SIGINT", interrupted);
  try {
    await (flags.watch === true ? runWatch : runOnce)(names, flags, output);
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
      "Makes the clients of OpenAPI documents; writes nothing when a document has errors, unless told to keep going.",
    )
    .argument("[apis...]", "names of the configuration, or documents; all when none is named")
    .option("--output <folder>", "where the files go; needed for a document without configuration")
    .option("--name <name>", "name of the API; default: the document's title")
    .addOption(overlayOption())
    .option("--filter <what>", "generate these operations alone; may be repeated", repeated)
    .option("--check", "only say what would change, with differences")
    .option("--watch", "generate again whenever a file changes that the result depends on")
    .option("--config <file>", "configuration to read instead of the nearest one")
    .option("--keep-going", "leave out operations that have errors, and generate the rest")
    .option("--no-cache", "generate even if nothing seems to have changed")
    .option("--json", "print the results as one JSON document; with --watch, one a line")
    .addHelpText("after", examples)
    .action(run);
};
