/** Options of the clients out of flags, file and environment; a flag wins, an empty variable is unset. */
import {
  allLevels,
  checkedBaseUrl,
  createTerminalLogger,
  type Surroundings,
  variable,
} from "../../../node/cli/index.js";
import { defaultBaseUrl } from "../../base-url.js";
import { environmentOptions } from "../../environment.js";
import { JwtAuthClient, type RobustClientOptions } from "../../index.js";
import { loadConfig } from "../config-file.js";
import {
  type Credentials,
  credentialsFrom,
  type Preference,
  withPasswordOfStdin,
} from "./credentials.js";
import type { Flags } from "./flags.js";

/** Options that suffice for any client. */
export interface ConnectionOptions extends RobustClientOptions {
  /** A key, or the token of a login: both are sent as bearer. */
  readonly apiKey: string;
}

/**
 * How to reach the server, and as whom; logs in where it takes that.
 *
 * @throws {UsageError} when flags or environment contradict themselves.
 * @throws {TracktionApiError} when there are no credentials, the file makes no sense, or a login is refused.
 */
export async function connectionFrom(
  typed: Flags,
  preference: Preference,
  { io, hide, call }: Surroundings,
): Promise<ConnectionOptions> {
  const config = typed.config === undefined ? undefined : await loadConfig(typed.config);
  const flags = await withPasswordOfStdin(typed, io);
  for (const secret of [config?.apiKey, flags.password]) hide(secret);
  const timeoutMs = flags.timeoutMs ?? config?.timeoutMs;
  const baseUrl = flags.baseUrl ?? config?.baseUrl ?? variable(io.env, "TRACKTION_BASE_URL");
  const options = {
    baseUrl: checkedBaseUrl(baseUrl ?? defaultBaseUrl, defaultBaseUrl, "use --api-key"),
    allowInsecure: flags.allowInsecure === true,
    logger: createTerminalLogger(io.stderr, flags.debug ? allLevels : ["info"]),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(io.fetch && { fetch: io.fetch }),
    ...(io.clock && { clock: io.clock }),
  };
  const found = { ...(config?.apiKey !== undefined && { apiKey: config.apiKey }), ...flags };
  const credentials = credentialsFrom(found, io.env, preference) ?? missing();
  const apiKey = await bearerOf(credentials, options, call);
  hide(apiKey);
  return { ...options, apiKey, ...(config && { maxRetries: config.maxRetries }) };
}

/** The library's own sentence about a missing key. */
function missing(): Credentials {
  return { kind: "bearer", secret: environmentOptions({}).apiKey };
}

async function bearerOf(
  credentials: Credentials,
  options: RobustClientOptions,
  call: Surroundings["call"],
): Promise<string> {
  if (credentials.kind === "bearer") return credentials.secret;
  await using client = new JwtAuthClient(options);
  const { username, password } = credentials;
  return (await client.loginDetailed(username, password, call)).access_token;
}
