/** Options of the client out of flags, environment and the file of the login; a flag wins, an empty variable is unset. */
import { type CliIo, checkedBaseUrl, UsageError, variable } from "../../../node/cli/index.js";
import { type EnvironmentLogin, environmentLogin, resolveBaseUrl } from "../../environment.js";
import { NdiConfigError } from "../../errors.js";
import { decodeToken, isTokenExpired } from "../../token-times.js";
import { defaultConfigPath, loadConfig } from "../stored-config.js";
import type { Flags } from "./flags.js";

/** Which server, and where its login is kept. */
export interface Settings {
  readonly baseUrl: string;
  readonly configPath: string;
}

const example = "https://api.ndi-cloud.com/v1";

/** @throws {UsageError} when something makes no sense. */
export function settingsFrom(flags: Flags, env: CliIo["env"]): Settings {
  const address = flags.baseUrl ?? (flags.environment ? undefined : variable(env, "NDI_CLOUD_URL"));
  const choice = {
    ...(address && { baseUrl: checkedBaseUrl(address, example, "log in with clientwright-ndi") }),
    ...(flags.environment && { environment: flags.environment }),
  };
  try {
    return {
      baseUrl: resolveBaseUrl({ ...env }, choice),
      configPath: flags.config ?? defaultConfigPath(),
    };
  } catch (error) {
    throw error instanceof NdiConfigError ? new UsageError(error.message) : error;
  }
}

/** Where a login was found. */
export interface FoundLogin extends EnvironmentLogin {
  /** Undefined when there is no token that still holds. */
  readonly source: "environment" | "file" | undefined;
  /** Says why a file that is there does not serve. */
  readonly warning?: string;
}

/**
 * The token of the environment, else that of the file; one that is over counts as none. Name and password of the
 * environment go along, for a login in its place.
 */
export async function findLogin(
  { baseUrl, configPath }: Settings,
  { env, clock }: Pick<CliIo, "env" | "clock">,
): Promise<FoundLogin> {
  const { token, ...known } = environmentLogin({ ...env });
  const now = clock?.now() ?? Date.now();
  if (token && !isTokenExpired(token, now)) return { ...known, token, source: "environment" };
  const stored = await storedToken(configPath, baseUrl);
  const isGood = stored.token && !isTokenExpired(stored.token, now);
  if (isGood && isOf(stored.token, known.credentials?.email))
    return { ...known, token: stored.token, source: "file" };
  const { warning } = stored;
  return { ...known, source: undefined, ...(warning && { warning }) };
}

/** Whoever sets a name and a password wants to be that account, and not the one that logged in last. */
function isOf(token: string, email: string | undefined): boolean {
  if (email === undefined) return true;
  return String(decodeToken(token).email).toLowerCase() === email.toLowerCase();
}

/** A token goes to the server that gave it, and to no other. */
async function storedToken(
  path: string,
  baseUrl: string,
): Promise<{ readonly token?: string; readonly warning?: string }> {
  try {
    const { token, server } = await loadConfig({ path });
    if (server !== undefined && server !== baseUrl)
      return { warning: `The login in ${path} is for another server` };
    return token ? { token } : {};
  } catch (error) {
    if (!(error instanceof NdiConfigError)) throw error;
    return error.message.startsWith("No saved token") ? {} : { warning: error.message };
  }
}
