/** What is beneath the policies: hands each attempt to the platform as the `Request` that openapi-fetch would have sent. */
import type { Fetch } from "../runtime/options.js";

/** `fetch` as openapi-fetch calls it. */
export type RequestFetch = (request: Request, extension?: unknown) => Promise<Response>;

/** What the attempts of one call have in common. */
export interface TransportInit {
  readonly fetch: RequestFetch;
  readonly Request: typeof Request;
  /** The request as openapi-fetch and its middlewares made it. */
  readonly original: Request;
  /** Members of the client's options that platforms may know and requests do not show, e.g. `dispatcher`. */
  readonly unseen: Readonly<Record<string, unknown>>;
  /** Second argument of `fetch`. */
  readonly extension: unknown;
}

/** A transport that remembers what the last attempt threw. */
export interface Transport {
  readonly fetch: Fetch;
  /** What the platform threw, when the last attempt got no answer. */
  readonly failure: { readonly thrown: unknown } | undefined;
}

/** The transport of one call. */
export function createTransport(init: TransportInit): Transport {
  const { original, extension } = init;
  // Set by openapi-fetch: what it was given and no request has.
  const custom = Object.entries(original);
  const unseen = { ...init.unseen, ...Object.fromEntries(custom) };
  let failure: Transport["failure"];
  return {
    get failure() {
      return failure;
    },
    async fetch(input, { signal, ...rest } = {}) {
      failure = undefined;
      const request = new init.Request(input, {
        ...unseen,
        ...rest,
        signal: withReasonOf(original.signal, signal ?? original.signal),
      });
      for (const [name, value] of custom)
        if (!(name in request)) Object.assign(request, { [name]: value });
      try {
        return await init.fetch(request, extension);
      } catch (thrown) {
        failure = { thrown };
        throw thrown;
      }
    },
  };
}

/** The attempt's signal. Where the caller's has aborted, its reason is what the platform shall tell. */
function withReasonOf(callers: AbortSignal, attempts: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(callers.aborted ? callers.reason : attempts.reason);
  if (attempts.aborted) abort();
  else attempts.addEventListener("abort", abort, { once: true });
  return controller.signal;
}
