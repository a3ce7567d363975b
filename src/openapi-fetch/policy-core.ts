/** The state of a client that knows its server and nothing of its operations. */
import type { ClientCore } from "../runtime/call-state.js";
import { everything } from "../runtime/capabilities.js";
import { createCore } from "../runtime/core.js";
import { ConfigError } from "../runtime/errors/config-error.js";
import { runtimeErrors } from "../runtime/errors/runtime-errors.js";
import type { AuthProvider } from "../runtime/options.js";
import { isProvider } from "../runtime/policies/credentials.js";
import { withoutEmptyFields } from "../runtime/records.js";
import { serverUrl } from "../runtime/server-url.js";
import type { ClientOptions } from "./options.js";

/** Server of clients that are given none (RFC 2606, section 2): every call leaves it, so that no credentials go along. */
const nowhere = "http://nowhere.invalid";

/** Stands for whatever the API asks for: a provider takes any scheme. */
const securitySchemes = { auth: { type: "oauth2" } } as const;

/** @throws {ConfigError} when an option makes no sense, or there is `auth` without a server that it is for. */
export function createPolicyCore(options: ClientOptions): ClientCore {
  const { baseUrl = "", auth, retry, timeoutMs, deadlineMs, policies, logger } = options;
  const { clock, random } = options;
  // Queries and fragments, which openapi-fetch takes as well, make no difference to where credentials may go.
  const server = serverUrl(baseUrl.replace(/[?#].*$/s, ""));
  if (auth !== undefined && server === undefined) {
    throw new ConfigError("createClient: auth is for one server; pass an absolute baseUrl");
  }
  const limits = { retry, timeoutMs, deadlineMs };
  const others = { policies, logger, clock, random, auth: checkedProvider(auth) };
  return createCore(
    { name: "createClient", servers: [], securitySchemes, errors: runtimeErrors },
    withoutEmptyFields({ ...limits, ...others, baseUrl: server ?? nowhere }),
    everything,
  );
}

/** @throws {ConfigError} for credentials that are no provider. */
export function checkedProvider<T extends AuthProvider | false | undefined>(auth: T): T {
  if (auth === undefined || auth === false || isProvider(auth)) return auth;
  throw new ConfigError(
    "createClient: auth must be a provider, e.g. bearer(token) of clientwright/auth",
  );
}
