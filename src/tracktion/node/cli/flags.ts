/** How to reach the server, and as whom, as it is typed. */
import { Option } from "commander";
import { type CommonFlags, parseNonEmpty } from "../../../node/cli/index.js";

/** What was typed; absent means not typed. */
export interface Flags extends CommonFlags {
  readonly baseUrl?: string;
  readonly allowInsecure?: true;
  readonly config?: string;
  readonly apiKey?: string;
  readonly accessToken?: string;
  readonly username?: string;
  readonly password?: string;
  readonly passwordStdin?: true;
}

/** Flags whose values are secrets. */
export const secretFlags = ["--api-key", "--access-token", "--password"] as const;

/** Variables of the environment that hold secrets. */
export const secretVariables = [
  "TRACKTION_API_KEY",
  "TRACKTION_ACCESS_TOKEN",
  "TRACKTION_PASSWORD",
  "TRACKTION_HMAC_SECRET",
] as const;

const text = (flag: string, meaning: string): Option =>
  new Option(flag, meaning).argParser(parseNonEmpty);

/** Options of every command. */
export const ownFlags = (): Option[] => [
  text("--base-url <url>", "server [env: TRACKTION_BASE_URL]"),
  new Option("--allow-insecure", "let http leave this machine, keys in the clear"),
  text("--config <file>", "take key, server and limits from this file"),
  text("--api-key <key>", "key to call with [env: TRACKTION_API_KEY]"),
  text("--access-token <token>", "token of a login in its place [env: TRACKTION_ACCESS_TOKEN]"),
  text("--username <name>", "user to log in as [env: TRACKTION_USERNAME]"),
  text("--password <text>", "the user's password [env: TRACKTION_PASSWORD]"),
  new Option("--password-stdin", "read the password from standard input"),
];
