/** What a NeuroGraph client tells the runtime. */
import type { AuthProvider, ClientOptions, Fetch } from "../runtime/index.js";
import { createClientLogger } from "./client-logger.js";
import { neuroGraphErrors } from "./error-family.js";
import { normalise } from "./normalise.js";
import type { NeuroGraphClientOptions } from "./options.js";
import { RetryConfig } from "./retry-config.js";

/** The runtime's options out of the guide's. */
export function clientOptions(
  options: NeuroGraphClientOptions,
  auth: AuthProvider,
  transport: Fetch | undefined,
): ClientOptions {
  const {
    username: _username,
    password: _password,
    apiKey: _apiKey,
    apiKeyHeader: _apiKeyHeader,
    verifySsl: _verifySsl,
    tokenStore: _tokenStore,
    retry = false,
    ...rest
  } = options;
  return {
    logger: createClientLogger(),
    ...rest,
    ...(rest.baseUrl !== undefined && { baseUrl: String(rest.baseUrl).replace(/\/+$/, "") }),
    ...(transport !== undefined && { fetch: transport }),
    retry: retry instanceof RetryConfig ? retryOptions(retry) : retry,
    auth,
    errors: neuroGraphErrors,
    normalise,
  };
}

function retryOptions(config: RetryConfig): NonNullable<ClientOptions["retry"]> {
  const { maxRetries } = config;
  return { maxRetries, delayMs: ({ attempt }) => config.getDelayMs(attempt - 1) };
}
