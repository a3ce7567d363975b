/** Sends what openapi-fetch's own verbs build through the same rings; its answers stay `{ data, error, response }`. */
import { performCall } from "./call.js";
import type { Call, ClientCore, WireRequest } from "./call-state.js";
import { createCall } from "./create-call.js";
import type { AnyMethod } from "./operation.js";
import { mergeDefaults } from "./prepare-request.js";
import { mergeHeaders, type WireHeaders } from "./serialize/headers.js";
import { requestOperation } from "./undocumented.js";

/** Resolves with the last answer, whatever its status; rejects like any call when there is none. */
export async function sendRaw(core: ClientCore, request: Request): Promise<Response> {
  const { pathname, origin } = new URL(request.url);
  // A `Request` has its method checked and in capitals.
  const operation = requestOperation(core, request.method as AnyMethod, pathname);
  const { signal } = request;
  // openapi-fetch takes a `baseUrl` per call too; the credentials must know.
  const options = origin === core.origin ? { signal } : { signal, baseUrl: origin };
  const call = createCall(core, operation, {}, options);
  call.isRaw = true;
  const prepare = (started: Call): Promise<WireRequest> => toWire(started, request);
  // A raw call that resolves has an answer.
  return (await performCall(call, { prepare, result: ({ response }) => response })) as Response;
}

/** Bodies are taken into memory, so that a retry can send them again. */
async function toWire(call: Call, request: Request): Promise<WireRequest> {
  const content = request.body === null ? undefined : await request.arrayBuffer();
  const headers: WireHeaders = {};
  mergeDefaults(headers, call);
  mergeHeaders(headers, Object.fromEntries(request.headers));
  return {
    url: request.url,
    method: request.method,
    headers,
    body: content && { content, type: undefined, isOneShot: false },
    credentials: undefined,
    secretQuery: [],
    request: undefined,
    redirect: call.plan.redirect,
  };
}
