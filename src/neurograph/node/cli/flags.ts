/** How to reach the server, and as whom, as it is typed. */
import { Option } from "commander";
import { type CommonFlags, parseNonEmpty } from "../../../node/cli/index.js";

/** What was typed; absent means not typed. */
export interface Flags extends CommonFlags {
  readonly baseUrl?: string;
  readonly username?: string;
  readonly password?: string;
  readonly passwordStdin?: true;
  readonly apiKey?: string;
}

/** Options of every command. */
export const ownFlags = (): Option[] => [
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
];
