/** Which server, and as whom, as it is typed. */
import { Option } from "commander";
import { type CommonFlags, parseNonEmpty } from "../../../node/cli/index.js";

/** What was typed; absent means not typed. */
export interface Flags extends CommonFlags {
  readonly environment?: string;
  readonly baseUrl?: string;
  readonly organization?: string;
  readonly config?: string;
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
  text("--environment <name>", "production or development [env: NDI_CLOUD_ENV]"),
  text("--base-url <url>", "server, with its version [env: NDI_CLOUD_URL]"),
  text("--organization <id>", "whose datasets [env: NDI_CLOUD_ORGANIZATION_ID]"),
  text("--config <file>", "file of the login (default: ~/.ndi/cloud_config.json)"),
];
