/** The options that every command takes, before or after its name. */
import { type Command, Option } from "commander";
import { parseIntegerFrom, parseNonEmpty } from "./values.js";

/** What was typed; absent means not typed. */
export interface Flags {
  readonly baseUrl?: string;
  readonly username?: string;
  readonly password?: string;
  readonly passwordStdin?: true;
  readonly apiKey?: string;
  readonly timeoutMs?: number;
  readonly debug?: true;
  readonly json?: true;
}

const heading = "Common options:";

/** Adds the common options to a command and all below it, in their help after the command's own. */
export function addCommonFlags(command: Command): void {
  for (const option of commonOptions()) command.addOption(option.helpGroup(heading));
  command.addHelpOption(new Option("-h, --help", "explain this command").helpGroup(heading));
  for (const child of command.commands) addCommonFlags(child);
}

/** The common options of a command and of those above it; the one nearest to the command wins. */
export function flagsOf(command: Command): Flags {
  const above = command.parent === null ? {} : flagsOf(command.parent);
  return { ...above, ...command.opts<Flags>() };
}

function commonOptions(): Option[] {
  return [
    new Option("--base-url <url>", "server [env: NEUROGRAPH_BASE_URL]").argParser(parseNonEmpty),
    new Option("--username <name>", "user to log in as [env: NEUROGRAPH_USERNAME]").argParser(
      parseNonEmpty,
    ),
    new Option("--password <text>", "the user's password [env: NEUROGRAPH_PASSWORD]").argParser(
      parseNonEmpty,
    ),
    new Option("--password-stdin", "read the password from standard input"),
    new Option("--api-key <key>", "key in place of a user [env: NEUROGRAPH_API_KEY]").argParser(
      parseNonEmpty,
    ),
    new Option("--timeout-ms <number>", "limit of each request (default: 30000)").argParser(
      parseIntegerFrom(1),
    ),
    new Option("--debug", "log requests to stderr; errors with code and details"),
    new Option("--json", "print exactly one JSON document"),
  ];
}
