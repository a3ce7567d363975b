/** Environment variables: which server, and whose login. Read when a client is made, never at import. [NDI-127] */
import { NdiConfigError } from "./errors.js";

/** Environment variables by name. A login is written into it where `persistToEnv` says so. */
export type Environment = Record<string, string | undefined>;

/** Servers by name; case does not matter. */
export type NdiEnvironment = "production" | "development" | "prod" | "dev";

/** Name and password. */
export interface NdiCredentials {
  readonly email: string;
  readonly password: string;
}

const production = "https://api.ndi-cloud.com/v1";
const development = "https://dev-api.ndi-cloud.com/v1";

const servers: Readonly<Record<string, string>> = {
  prod: production,
  production,
  dev: development,
  development,
};

/** The environment of the process; an empty one where the platform has none. */
export function platformEnvironment(): Environment {
  // `process` exists in Node, Bun and Deno.
  const host = globalThis as { readonly process?: { readonly env?: Environment } };
  return host.process?.env ?? {};
}

/** What says which server. */
export interface ServerChoice {
  readonly baseUrl?: string | URL | undefined;
  readonly environment?: string | undefined;
}

/**
 * Address of the server, without a slash at its end. In order: `baseUrl`, `environment`, the variables `NDI_CLOUD_URL`
 * (a whole address, `/v1` included), `NDI_CLOUD_ENV` and `CLOUD_API_ENVIRONMENT` (names), production.
 * [NDI-001, NDI-002, NDI-125, NDI-126, NDI-127]
 *
 * @throws {NdiConfigError} for a name that means no server.
 */
export function resolveBaseUrl(
  env: Environment = platformEnvironment(),
  { baseUrl, environment }: ServerChoice = {},
): string {
  const address = baseUrl ?? (environment ? undefined : env.NDI_CLOUD_URL || undefined);
  if (address !== undefined) return String(address).trim().replace(/\/+$/, "");
  const name = environment || env.NDI_CLOUD_ENV || env.CLOUD_API_ENVIRONMENT || "production";
  const known = Object.hasOwn(servers, name.toLowerCase())
    ? servers[name.toLowerCase()]
    : undefined;
  if (known !== undefined) return known;
  throw new NdiConfigError(
    `Unknown environment "${name}": it must be production (prod) or development (dev)`,
  );
}

/** What the environment knows of a login. */
export interface EnvironmentLogin {
  readonly token?: string;
  readonly organizationId?: string;
  readonly credentials?: NdiCredentials;
}

/**
 * `NDI_CLOUD_TOKEN`, `NDI_CLOUD_ORGANIZATION_ID`, and `NDI_CLOUD_USERNAME` with `NDI_CLOUD_PASSWORD`; empty ones count
 * as unset. [NDI-011, NDI-134]
 */
export function environmentLogin(env: Environment): EnvironmentLogin {
  const { NDI_CLOUD_TOKEN: token, NDI_CLOUD_ORGANIZATION_ID: organizationId } = env;
  const { NDI_CLOUD_USERNAME: email, NDI_CLOUD_PASSWORD: password } = env;
  return {
    ...(token && { token }),
    ...(organizationId && { organizationId }),
    ...(email && password && { credentials: { email, password } }),
  };
}

/** Writes a login where child processes and later clients find it; nothing takes it out. [NDI-010, NDI-018] */
export function writeEnvironmentLogin(
  env: Environment,
  { token, organizationId }: EnvironmentLogin,
): void {
  const values = { NDI_CLOUD_TOKEN: token, NDI_CLOUD_ORGANIZATION_ID: organizationId };
  for (const [name, value] of Object.entries(values)) {
    // The environment of a process would keep undefined as a word.
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
}
