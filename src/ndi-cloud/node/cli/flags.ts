/** How to reach the server, and as whom, as it is typed. */
import { Option } from "commander";
import { type CommonFlags, parseNonEmpty } from "../../../node/cli/index.js";

/** What was typed; absent means not typed. */
export interface Flags extends CommonFlags {
  readonly baseUrl?: string;
  readonly environment?: string;
  readonly config?: string;
  readonly organization?: string;
}

/** Variables of the environment that hold secrets. */
export const secretVariables = [
  "NDI_CLOUD_TOKEN",
  "NDI_CLOUD_PASSWORD",
  "CROSSREF_PASSWORD",
] as const;

const text = (flag: string, meaning: string): Option =>
  new Option(flag, meaning).argParser(parseNonEmpty);

/** Options of every command. */
export const ownFlags = (): Option[] => [
  text("--base-url <url>", "server, /v1 included [env: NDI_CLOUD_URL]"),
  text("--environment <name>", "production or development [env: NDI_CLOUD_ENV]"),
  text("--config <file>", "where the login is kept (default: ~/.ndi/cloud_config.json)"),
  text("--organization <id>", "organization to work for [env: NDI_CLOUD_ORGANIZATION_ID]"),
];
