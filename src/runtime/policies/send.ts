/** The innermost ring: hands the request to the platform. */
import type { Call, Next, WireRequest } from "../call-state.js";
import { connectionFailure } from "../errors/connection-failure.js";
import { requestInit } from "./to-request.js";

/** Rejects with a `ConnectionError` when there is no answer. */
export async function send(wire: WireRequest, _next: Next, call: Call): Promise<Response> {
  // A policy may have slept past the end of the call.
  if (call.life.done !== undefined) throw call.life.done.reason;
  call.sent = wire;
  const { fetch } = call.settings;
  const { request, redirect } = wire;
  try {
    if (request === undefined) return await fetch(wire.url, requestInit(wire, call));
    return await fetch(request, { signal: call.current?.signal ?? request.signal, redirect });
  } catch (error) {
    throw connectionFailure(call, error);
  }
}
