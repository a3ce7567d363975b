/** The root of a tree of commands; what they do, and how they run, is the business of others. */
import { Command } from "commander";
import { type Description, describe } from "./leaf.js";

/** Where commander's own texts go. */
export interface ProgramOutput {
  /** Help that was asked for, and the version. */
  readonly help: (text: string) => void;
  /** Help in place of a missing command. */
  readonly helpForNothing: (text: string) => void;
}

/** What a program says of itself. */
export interface ProgramDescription extends Description {
  readonly name: string;
  readonly version: string;
}

/** A program without commands, which throws instead of ending the process. */
export function createProgram(description: ProgramDescription, output: ProgramOutput): Command {
  const program = new Command(description.name)
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
    .version(description.version, "--version", "print the version");
  return describe(program, description);
}
