/** The innermost ring: hands the request to the platform. */
import type { Call, Next, WireRequest } from "../call-state.js";
import { connectionFailure } from "../errors/connection-failure.js";
import { followRedirects, isRedirect, redirectMode } from "./follow-redirects.js";
import { requestInit } from "./to-request.js";

/** Rejects with a `ConnectionError` when there is no answer. */
export async function send(wire: WireRequest, _next: Next, call: Call): Promise<Response> {
  // A policy may have slept past the end of the call.
  if (call.life.done !== undefined) throw call.life.done.reason;
  call.sent = wire;
  try {
    const response = await exchange(wire, call);
    return isRedirect(response) ? await followRedirects(wire, response, call, exchange) : response;
  } catch (error) {
    throw connectionFailure(call, error);
  }
}

/** One request and its answer, redirects included as answers. */
function exchange(wire: WireRequest, call: Call, mode?: RequestRedirect): Promise<Response> {
  const redirect = mode ?? redirectMode(wire.method);
  const { fetch } = call.settings;
  if (wire.request === undefined) return fetch(wire.url, requestInit(wire, call, redirect));
  const signal = call.current?.signal ?? wire.request.signal;
  return fetch(wire.request, { signal, redirect });
}
