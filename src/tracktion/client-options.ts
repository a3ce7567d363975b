/** What a Tracktion client tells the runtime. */
import type { AuthProvider, ClientOptions } from "../runtime/index.js";
import { checkedBaseUrl, defaultBaseUrl } from "./base-url.js";
import { namesAuthorization } from "./call-options.js";
import { tracktionErrors } from "./error-family.js";
import { normalise } from "./normalise.js";
import type { BaseClientOptions } from "./options.js";

/** Credentials by security scheme of the document, or none at all. */
export type Credentials = Readonly<Record<string, AuthProvider>> | false;

/** The runtime's options out of the guide's. */
export function clientOptions(options: BaseClientOptions, auth: Credentials): ClientOptions {
  const {
    allowInsecure,
    signal: _signal,
    cache: _cache,
    retry = false,
    baseUrl = defaultBaseUrl,
    ...rest
  } = options;
  return {
    ...rest,
    baseUrl: checkedBaseUrl(baseUrl, allowInsecure),
    retry,
    auth: namesAuthorization(options.headers) ? false : auth,
    errors: tracktionErrors,
    normalise,
  };
}
