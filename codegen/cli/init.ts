/** `clientwright init`: writes the first configuration of a project. */
import type { Command } from "commander";
import { UsageError } from "../config.js";
import { type ConfigFormat, configFiles } from "../init/config-text.js";
import { type InitOptions, type InitResult, init } from "../init/init.js";
import { createOutput, fromHere, isQuiet, type Output, plural } from "./output.js";

const parseFormat = (text: string): ConfigFormat => {
  if (text === "ts" || text === "json") return text;
  throw new UsageError(`--format takes ${Object.keys(configFiles).join(" or ")}, not "${text}".`);
};

const asJson = (result: InitResult): string => {
  const [config, unsupported] = [fromHere(result.config), result.unsupported.map(fromHere)];
  return JSON.stringify({ ...result, config, unsupported }, null, 2);
};

const print = (result: InitResult, { result: line, say }: Output): void => {
  const apis = Object.entries(result.apis);
  line(`${fromHere(result.config)}  written: ${plural(apis.length, "API")}`);
  for (const [key, { spec, output }] of apis) line(`  ${key}  ${spec} -> ${output}`);
  for (const file of result.unsupported)
    say(`${fromHere(file)} was left out: only OpenAPI 3 documents can be generated from.`);
  if (result.isCutShort) say("There may be more documents: the search was ended early.");
  if (!isQuiet(process.env))
    say(["Next:", ...result.next.map((command) => `  ${command}`)].join("\n"));
};

const run = async (flags: InitOptions & { readonly json?: boolean }): Promise<void> => {
  const output = createOutput(process);
  const result = await init(flags);
  if (flags.json === true) output.result(asJson(result));
  else print(result, output);
};

const examples = `
Examples:
  $ clientwright init                                    the documents of this folder and those below
  $ clientwright init --spec ./shop.yaml --output src/shop --name Shop
  $ clientwright init --format json --force

Exit codes: 0 written, 2 there is no document, or a configuration already.`;

/** Adds the command. */
export const initCommand = (program: Command): void => {
  program
    .command("init")
    .summary("write the first configuration of a project")
    .description(
      "Finds the OpenAPI documents of a project, and writes a configuration that names them; nothing else.",
    )
    .option("--spec <file>", "this document, instead of a search")
    .option("--output <folder>", "where the client goes, or the folders of several")
    .option("--name <name>", "name of the API; default: the document's title")
    .option("--format <ts|json>", "kind of configuration; default: ts", parseFormat)
    .option("--force", "overwrite a configuration that is there")
    .option("--json", "print the result as one JSON document")
    .addHelpText("after", examples)
    .action(run);
};
