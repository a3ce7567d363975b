/** The tree of commands; what they do is in `commands/`, how they run is `perform`'s business. */
import { Command } from "commander";
import { VERSION } from "../../../runtime/index.js";
import { addApiKeyCommands } from "./commands/api-keys.js";
import { addHealthCommands } from "./commands/health.js";
import { addTokenCommands } from "./commands/tokens.js";
import { addCommonFlags } from "./flags.js";
import { describe, type Perform } from "./leaf.js";

/** Where commander's own texts go. */
export interface ProgramOutput {
  /** Help that was asked for, and the version. */
  readonly help: (text: string) => void;
  /** Help in place of a missing command. */
  readonly helpForNothing: (text: string) => void;
}

/** A program that throws instead of ending the process. */
export function createProgram(perform: Perform, output: ProgramOutput): Command {
  const program = new Command("neurograph-cli")
    .exitOverride()
    .configureOutput({
      writeOut: output.help,
      writeErr: output.helpForNothing,
      // Messages of mistakes travel in the error that is thrown.
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .enablePositionalOptions()
    .version(VERSION, "--version", "print the version");
  describe(program, {
    summary: "Tokens, API keys and health of a NeuroGraph server.",
    examples: [
      "neurograph-cli health",
      'neurograph-cli token create "hello world" --username developer --password-stdin',
      "neurograph-cli --json token list --limit 5",
    ],
  });
  addHealthCommands(program, perform);
  addTokenCommands(program, perform);
  addApiKeyCommands(program, perform);
  addCommonFlags(program);
  return program;
}
