/** Options of the client out of flags and environment; a flag wins, an empty variable is unset. */
import { homedir } from "node:os";
import { join } from "node:path";
import { type CliIo, checkedBaseUrl, UsageError, variable } from "../../../node/cli/index.js";
import { optionsFrom } from "../../environment.js";
import { AuthError } from "../../errors.js";
import type { AuthClientOptions } from "../../options.js";
import type { Flags } from "./flags.js";

/** How to reach the service, and where the session is kept. */
export interface Settings {
  readonly client: AuthClientOptions;
  /** Path of the token file. */
  readonly tokenFile: string;
}

/** The client's own default: a password that is typed by mistake goes to this machine alone. */
const defaultBaseUrl = "https://localhost/api";

/** @throws {UsageError} when something makes no sense or contradicts itself. */
export function settingsFrom(flags: Flags, io: CliIo): Settings {
  const url = flags.baseUrl ?? variable(io.env, "AUTH_SERVICE_URL") ?? defaultBaseUrl;
  const baseUrl = checkedBaseUrl(url, defaultBaseUrl, "sign in with rust-auth-cli login");
  const timeoutMs = timeoutFrom(flags);
  const explicit: AuthClientOptions = {
    baseUrl,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(flags.retries !== undefined && { maxRetries: flags.retries }),
    ...(flags.insecure && { verifySsl: false }),
  };
  return { client: withEnvironment(explicit, io), tokenFile: tokenFileFrom(flags, io) };
}

/** By the rules of `AuthClient.fromEnv`, of which a mistake is one of the command's surroundings here. */
function withEnvironment(explicit: AuthClientOptions, io: CliIo): AuthClientOptions {
  const said = Object.fromEntries(Object.entries(io.env).filter(([, value]) => value !== ""));
  try {
    return optionsFrom(said, explicit);
  } catch (error) {
    throw error instanceof AuthError ? new UsageError(error.message) : error;
  }
}

function timeoutFrom({ timeout, timeoutMs }: Flags): number | undefined {
  if (timeout !== undefined && timeoutMs !== undefined)
    throw new UsageError("--timeout and --timeout-ms exclude each other");
  return timeout ?? timeoutMs;
}

/** `rust-auth.json` among the user's settings, unless another file is named. */
function tokenFileFrom(flags: Flags, io: CliIo): string {
  const named = flags.tokenFile ?? variable(io.env, "AUTH_TOKEN_FILE");
  const settings = variable(io.env, "XDG_CONFIG_HOME") ?? join(homedir(), ".config");
  return named ?? join(settings, "clientwright", "rust-auth.json");
}
