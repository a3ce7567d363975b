/** What a client tells the runtime. */
import { requestSchemas } from "../../generated/valentina/requests.js";
import type { ClientOptions, Fetch } from "../runtime/index.js";
import { createValidation, requestValidator } from "../runtime/validation/index.js";
import type { APIConfig, VClientOptions } from "./config.js";
import { valentinaErrors } from "./error-family.js";
import { normalise } from "./normalise.js";
import { retryRules } from "./retry.js";

/** The runtime's options for a configuration; what people said beside it stays. Credentials are added by the client. */
export function runtimeOptions(config: APIConfig, options: VClientOptions): ClientOptions {
  const { config: _, setAsDefault: __, apiKey: ___, defaultCompanyId: ____, ...said } = options;
  const { retryDelayMs: _____, maxRetries, autoRetryRateLimit, retryStatuses, ...more } = said;
  const { baseUrl, timeoutMs, headers, autoIdempotencyKeys } = config;
  return {
    validate: createValidation({ validator: requestValidator(requestSchemas) }),
    nulls: "omit",
    ...more,
    ...{ baseUrl, timeoutMs, headers, autoIdempotencyKeys },
    fetch: freshFetch(options.fetch),
    retry: retryRules(config, options.random ?? Math.random),
    followRedirects: false,
    errors: valentinaErrors,
    normalise,
  };
}

/** Answers may be kept for a minute by a browser, which would hide what was just written. */
function freshFetch(own: Fetch | undefined): Fetch {
  // Looked up per call, as the runtime does it: a global that is replaced later is used.
  const fetch: Fetch = own ?? ((input, init) => globalThis.fetch(input, init));
  if (!("document" in globalThis)) return fetch;
  return (input, init) => fetch(input, { ...init, cache: "no-store" });
}
