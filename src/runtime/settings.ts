/** Merges what was said for a client and for one call. */
import type { ClientCore, Credentials, Settings } from "./call-state.js";
import { silentLogger } from "./log/logger.js";
import type { CallOptions, ClientOptions, Fetch } from "./options.js";
import { createCredentials, noCredentials } from "./policies/credentials.js";
import { serverUrl } from "./server-url.js";

/** Limit of an attempt when none is said. */
const defaultTimeoutMs = 30_000;

/** Makes the error for options that make no sense. */
export type Refuse = (message: string) => Error;

/** Looked up per call, so that a global that is replaced later (instrumentation, interception) is used. */
const platformFetch: Fetch = (input, init) => globalThis.fetch(input, init);

/** What credentials are understood with. */
type Known = Pick<ClientCore, "description" | "capabilities">;

/** Settings of a client. */
export function clientSettings(options: ClientOptions, known: Known, refuse: Refuse): Settings {
  return {
    timeoutMs: duration("timeoutMs", options.timeoutMs ?? defaultTimeoutMs, refuse),
    deadlineMs: duration("deadlineMs", options.deadlineMs ?? 0, refuse),
    headers: options.headers === undefined ? [] : [options.headers],
    query: options.query,
    retry: options.retry === undefined ? [] : [options.retry],
    credentials: credentialsOf(known, options.auth, true, refuse) ?? noCredentials,
    baseUrl: explicitServer(options.baseUrl, refuse),
    fetch: options.fetch ?? platformFetch,
    logger: options.logger ?? known.capabilities.logger?.() ?? silentLogger,
    policies: options.policies ?? [],
    validate: options.validate,
    nulls: options.nulls ?? "send",
  };
}

/** Settings of one call, on top of its client's. */
export function callSettings(core: ClientCore, options: CallOptions, refuse: Refuse): Settings {
  const base = core.settings;
  const { headers, query, policies } = options;
  return {
    timeoutMs: duration("timeoutMs", options.timeoutMs ?? base.timeoutMs, refuse),
    deadlineMs: duration("deadlineMs", options.deadlineMs ?? base.deadlineMs, refuse),
    headers: headers === undefined ? base.headers : [...base.headers, headers],
    query: query === undefined ? base.query : { ...base.query, ...query },
    retry: options.retry === undefined ? base.retry : [...base.retry, options.retry],
    credentials: credentialsOf(core, options.auth, false, refuse) ?? base.credentials,
    baseUrl: explicitServer(options.baseUrl, refuse) ?? base.baseUrl,
    fetch: options.fetch ?? base.fetch,
    logger: options.logger ?? base.logger,
    policies: policies === undefined ? base.policies : [...base.policies, ...policies],
    validate: options.validate ?? base.validate,
    nulls: options.nulls ?? base.nulls,
  };
}

function duration(name: string, value: number, refuse: Refuse): number {
  if (typeof value === "number" && value >= 0)
    return value === Number.POSITIVE_INFINITY ? 0 : value;
  throw refuse(`${name} must be a number of milliseconds, 0 or more`);
}

function explicitServer(baseUrl: string | URL | undefined, refuse: Refuse): string | undefined {
  if (baseUrl === undefined) return undefined;
  const url = serverUrl(baseUrl);
  // The value itself is not repeated: it may hold credentials.
  if (url === undefined)
    throw refuse("baseUrl must be an http(s) URL without credentials, query and fragment");
  return url;
}

function credentialsOf(
  { description, capabilities }: Known,
  auth: object | false | undefined,
  isOfClient: boolean,
  refuse: Refuse,
): Credentials | undefined {
  if (auth === undefined) return undefined;
  if (auth === false) return { ...noCredentials, isOfClient, isOff: true };
  const { securitySchemes } = description;
  const credentials = createCredentials(auth, securitySchemes, isOfClient, capabilities.secrets);
  if (typeof credentials === "string") throw refuse(credentials);
  return credentials;
}
