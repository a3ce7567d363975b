/** The command line as a whole. */
import { Command } from "commander";
import { packageVersion } from "../package-folder.js";
import { contractCommand } from "./contract.js";
import { diffCommand } from "./diff.js";
import { generateCommand } from "./generate.js";
import { initCommand } from "./init.js";
import { lintCommand } from "./lint.js";
import { migrateCommand } from "./migrate.js";
import { mockCommand } from "./mock.js";
import { pullCommand } from "./pull.js";

const examples = `
Examples:
  $ clientwright init                                     write a configuration for the documents here
  $ clientwright generate                                 make every client of the configuration
  $ clientwright generate ./openapi.json --output ./client
  $ clientwright pull                                     download the documents that it has a source of
  $ clientwright lint neurograph
  $ clientwright mock neurograph --port 4010
  $ clientwright contract neurograph
  $ clientwright diff main

Exit codes: 0 fine, 1 findings, 2 usage, configuration or unreadable document, 3 internal error, 130 interrupted.`;

/** Makes the program; parsing throws instead of ending the process. */
export const createProgram = (): Command => {
  const program = new Command("clientwright")
    .description("Typed, resilient TypeScript clients from OpenAPI documents.")
    .version(packageVersion(), "--version", "print the version")
    .helpOption("--help", "show help")
    .showHelpAfterError("(--help shows how it is used)")
    .exitOverride()
    .addHelpText("after", examples);
  for (const addCommand of [
    initCommand,
    generateCommand,
    lintCommand,
    mockCommand,
    contractCommand,
    migrateCommand,
    pullCommand,
    diffCommand,
  ])
    addCommand(program);
  for (const command of program.commands)
    command.helpOption("--help", "show help").copyInheritedSettings(program);
  return program;
};
