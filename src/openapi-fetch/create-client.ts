/** openapi-fetch's client over the policies of the runtime. */
import type { Client } from "openapi-fetch";
import { createFetchClient, wrapAsPathBasedClient } from "../runtime/openapi-fetch.js";
import { type CallPolicies, type ClientOptions, policyNames } from "./options.js";
import { createPolicyCore } from "./policy-core.js";
import { createView, membersOf, type UntypedClient } from "./view.js";

/** As openapi-fetch has it. */
export type MediaType = `${string}/${string}`;

/** openapi-fetch's client, and one method more. */
export interface PolicyClient<
  Paths extends NonNullable<unknown>,
  Media extends MediaType = MediaType,
> extends Client<Paths, Media> {
  /** The same client, middlewares included, with these policies for its calls. */
  withOptions(options: CallPolicies): PolicyClient<Paths, Media>;
}

/** A client that is asked by path: `client["/tokens"].GET()`. */
export type PathBasedClient<
  Paths extends NonNullable<unknown>,
  Media extends MediaType = MediaType,
> = ReturnType<typeof wrapAsPathBasedClient<Paths, Media>>;

/** Options that openapi-fetch keeps to itself. */
const fetchNames = [
  "baseUrl",
  "fetch",
  "Request",
  "querySerializer",
  "bodySerializer",
  "pathSerializer",
  "requestInitExt",
];

/**
 * `createClient` of openapi-fetch, with retries, limits of time, credentials and logs beneath.
 * @throws {ConfigError} when an option makes no sense, or there is `auth` without a server that it is for.
 */
export function createClient<
  Paths extends NonNullable<unknown>,
  Media extends MediaType = MediaType,
>(options: ClientOptions = {}): PolicyClient<Paths, Media> {
  const own = [...policyNames, "clock", "random", "typedErrors"];
  const theirs = membersOf(options, (name) => !own.includes(name));
  const isUnseen = (name: string): boolean =>
    !(name in Request.prototype || fetchNames.includes(name));
  const shared = {
    // What happens to one path happens to all: the signature of this function has their types.
    inner: createFetchClient(theirs) as unknown as UntypedClient,
    core: createPolicyCore(options),
    options,
    unseen: membersOf(theirs, isUnseen),
  };
  return createView(shared, {}) as unknown as PolicyClient<Paths, Media>;
}

/** `wrapAsPathBasedClient(createClient(options))`. */
export function createPathBasedClient<
  Paths extends NonNullable<unknown>,
  Media extends MediaType = MediaType,
>(options?: ClientOptions): PathBasedClient<Paths, Media> {
  return wrapAsPathBasedClient(createClient<Paths, Media>(options));
}
