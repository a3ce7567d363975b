/** What a client is told, with defaults, and what it tells the runtime. */
import { type ClientOptions, environmentLogger, systemClock } from "../runtime/index.js";
import { environmentLogin, platformEnvironment, resolveBaseUrl } from "./environment.js";
import { ndiErrors } from "./error-family.js";
import { createNormalise } from "./normalise.js";
import type { NdiCloudClientOptions } from "./options.js";
import { retryOptions } from "./retry.js";
import type { SessionOptions } from "./session.js";

/** Options with their defaults. */
export interface ResolvedOptions {
  readonly session: Omit<SessionOptions, "login">;
  /** For the runtime; credentials are added by the client. */
  readonly runtime: Omit<ClientOptions, "auth"> & Required<Pick<ClientOptions, "fetch">>;
  readonly siteUrl: string | URL | undefined;
  readonly authTimeoutMs: number;
}

/** @throws {NdiConfigError} for options that make no sense. */
export function resolveOptions(options: NdiCloudClientOptions): ResolvedOptions {
  const { environment, token, organizationId, credentials, autoLogin, persistToEnv, env, ...more } =
    options;
  const { tokenStore, storeKey, onTokenChange, retryNotFound, siteUrl, ...others } = more;
  const { rehydrateNonFinite = true, ...runtime } = others;
  const variables = env ?? platformEnvironment();
  const baseUrl = resolveBaseUrl(variables, { baseUrl: options.baseUrl, environment });
  const clock = runtime.clock ?? systemClock;
  const logger = runtime.logger ?? environmentLogger();
  return {
    session: {
      ...{ token, organizationId, credentials, clock, logger },
      autoLogin: autoLogin ?? true,
      env: (persistToEnv ?? true) ? variables : undefined,
      ...(tokenStore && { tokenStore }),
      storeKey: storeKey ?? `ndi-cloud:${baseUrl}`,
      ...(onTokenChange && { onTokenChange }),
    },
    runtime: {
      timeoutMs: 120_000,
      ...runtime,
      ...{ baseUrl, clock, logger, errors: ndiErrors },
      // Looked up per call, as the runtime does it: a global that is replaced later is used.
      fetch: runtime.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      retry: retryOptions(runtime.retry, retryNotFound ?? false),
      normalise: createNormalise(rehydrateNonFinite),
    },
    siteUrl,
    authTimeoutMs: options.timeoutMs ?? 30_000,
  };
}

/** Options with the login that the environment knows; explicit ones win. [NDI-011, NDI-134] */
export function withEnvironmentLogin(options: NdiCloudClientOptions): NdiCloudClientOptions {
  return { ...environmentLogin(options.env ?? platformEnvironment()), ...options };
}
