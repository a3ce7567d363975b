/** The verbs of a client with the policies of its calls. Knows no types of paths. */
import type { Client } from "openapi-fetch";
import type { ClientCore } from "../runtime/call-state.js";
import { withoutEmptyFields } from "../runtime/records.js";
import { type CallPolicies, type ClientOptions, policyNames } from "./options.js";
import { checkedProvider } from "./policy-core.js";
import { sendRequest } from "./send.js";
import type { RequestFetch } from "./transport.js";

type Members = Readonly<Record<string, unknown>>;

/** A client without the types of its paths. */
export interface UntypedClient extends Pick<Client<NonNullable<unknown>>, "use" | "eject"> {
  request(method: string, path: string, init?: Members): Promise<unknown>;
}

/** What all views of one client share. */
export interface Shared {
  readonly inner: UntypedClient;
  readonly core: ClientCore;
  readonly options: ClientOptions;
  /** Options for the platform that requests do not show. */
  readonly unseen: Members;
}

const verbs = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/** The client whose calls have the given policies, unless a call says otherwise. */
export function createView(shared: Shared, own: CallPolicies): UntypedClient {
  const { inner } = shared;
  const request: UntypedClient["request"] = (method, path, init = {}) =>
    inner.request(method, path, { ...init, fetch: fetchOf(shared, path, own, init) });
  return {
    ...Object.fromEntries(
      verbs.map((verb) => [verb, (path: string, init?: Members) => request(verb, path, init)]),
    ),
    ...{ withOptions: (more: CallPolicies) => createView(shared, { ...own, ...more }) },
    request,
    use: inner.use,
    eject: inner.eject,
  };
}

/** What openapi-fetch is given as the `fetch` of one call. */
function fetchOf(
  { core, options, unseen }: Shared,
  path: string,
  own: CallPolicies,
  init: Members,
): RequestFetch {
  const said: CallPolicies = { ...own, ...membersOf(init, isPolicyName) };
  // Of the types that openapi-fetch's own signatures say.
  const { fetch = options.fetch ?? platformFetch, Request: Given = options.Request ?? Request } =
    init as { readonly fetch?: RequestFetch; readonly Request?: typeof Request };
  const isStream = (init.duplex ?? Reflect.get(options, "duplex")) === "half";
  const typedErrors = options.typedErrors ?? false;
  const sending = { core, path, fetch, Request: Given, unseen, isStream, typedErrors };
  return async (request, extension) => {
    const policies = withoutEmptyFields({ ...said, auth: checkedProvider(said.auth) });
    return sendRequest(request, { ...sending, extension, options: policies });
  };
}

/** Looked up per attempt, so that a global that is replaced later (instrumentation, interception) is used. */
const platformFetch: RequestFetch = (request, extension) =>
  globalThis.fetch(request, extension as RequestInit | undefined);

const isPolicyName = (name: string): boolean => policyNames.includes(name);

/** The members of an object that are wanted. */
export function membersOf(value: object, isWanted: (name: string) => boolean): Members {
  return Object.fromEntries(Object.entries(value).filter(([name]) => isWanted(name)));
}
