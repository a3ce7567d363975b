/** Options that every command of a command line takes, before or after its name. */
import { type Command, Option } from "commander";
import { parseIntegerFrom } from "./values.js";

/** What the flags of every command line hold; absent means not typed. */
export interface CommonFlags {
  readonly timeoutMs?: number;
  readonly debug?: true;
  readonly json?: true;
}

const heading = "Common options:";

/**
 * Adds options to a command and all below it, in their help after the command's own, and after them
 * `--timeout-ms`, `--debug`, `--json` and `--help`.
 *
 * @param own Makes the options anew at each call: one object serves one command.
 * @param timeoutMs The client's limit of one request, for the help.
 */
export function addCommonFlags(command: Command, own: () => Option[], timeoutMs: number): void {
  const common = [
    new Option("--timeout-ms <number>", `limit of each request (default: ${timeoutMs})`).argParser(
      parseIntegerFrom(1),
    ),
    new Option("--debug", "log requests to stderr; errors with code and details"),
    new Option("--json", "print exactly one JSON document"),
  ];
  for (const option of [...own(), ...common]) command.addOption(option.helpGroup(heading));
  command.addHelpOption(new Option("-h, --help", "explain this command").helpGroup(heading));
  for (const child of command.commands) addCommonFlags(child, own, timeoutMs);
}

/** The options of a command and of those above it; the one nearest to the command wins. */
export function flagsOf<Flags extends CommonFlags>(command: Command): Flags {
  const above = command.parent === null ? {} : flagsOf<Flags>(command.parent);
  // Each option of a command line is declared together with its member of `Flags`.
  return { ...above, ...command.opts<Flags>() } as Flags;
}
