/** How to reach the service, and where the session is kept, as it is typed. */
import { Option } from "commander";
import {
  type CommonFlags,
  parseDurationMs,
  parseIntegerFrom,
  parseNonEmpty,
} from "../../../node/cli/index.js";

/** What was typed; absent means not typed. */
export interface Flags extends CommonFlags {
  readonly baseUrl?: string;
  /** Milliseconds, as `timeoutMs`. */
  readonly timeout?: number;
  readonly retries?: number;
  readonly insecure?: true;
  readonly tokenFile?: string;
}

/** Options of every command. */
export const ownFlags = (): Option[] => [
  new Option("--base-url <url>", "service [env: AUTH_SERVICE_URL]").argParser(parseNonEmpty),
  new Option(
    "--timeout <duration>",
    "limit of each request with its unit, such as 30s [env: AUTH_TIMEOUT, in seconds]",
  ).argParser(parseDurationMs),
  new Option("--retries <number>", "attempts after the first (default: 3)").argParser(
    parseIntegerFrom(0),
  ),
  new Option(
    "--insecure",
    "accept any certificate; for development only [env: AUTH_VERIFY_SSL=false]",
  ),
  new Option("--token-file <path>", "file of the session [env: AUTH_TOKEN_FILE]").argParser(
    parseNonEmpty,
  ),
];
