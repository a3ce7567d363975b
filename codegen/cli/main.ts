/** Entry of the `clientwright` command: runs it and turns what happens into an exit code. */
import { CommanderError } from "commander";
import { UsageError } from "../config.js";
import { WriteError } from "../write.js";
import { coloursFor, createOutput, formatFailure } from "./output.js";
import { createProgram } from "./program.js";

/** Runs a command line; answers the exit code. */
export const main = async (args: readonly string[]): Promise<number> => {
  const output = createOutput(process);
  try {
    await createProgram().parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error, (line) => output.say(line));
  }
};

const report = (error: unknown, say: (line: string) => void): number => {
  const colours = coloursFor(process.stderr, process.env);
  if (error instanceof CommanderError) {
    // Commander has said it already; help that was asked for is no mistake.
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof UsageError || error instanceof WriteError) {
    say(formatFailure(error, process));
    return 2;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(`${colours.red("internal error")}  ${shown}`);
  say("This is a mistake of clientwright; please report it with the document that caused it.");
  return 3;
};
