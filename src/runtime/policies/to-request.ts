/** Builds the platform's `Request`, for those who need one. */
import type { Call, WireRequest } from "../call-state.js";
import { headersOf } from "./secrets.js";

/** The request as a `Request`; built once, then passed on. */
export function toRequest(wire: WireRequest, call: Call): Request {
  return wire.request ?? new Request(wire.url, requestInit(wire, call));
}

/** What `fetch` is given. */
export function requestInit(wire: WireRequest, call: Call): RequestInit {
  const { method, body, redirect } = wire;
  const { current } = call;
  const init: RequestInit & { duplex?: "half" } = {
    method,
    headers: headersOf(wire),
    redirect,
    // Read by the platform; stand-ins for it mostly do without, and a signal is dear.
    get signal() {
      return current?.signal ?? null;
    },
  };
  if (body === undefined) return init;
  const { onUploadProgress } = call.options;
  const { progress } = call.core.capabilities;
  init.body =
    onUploadProgress && progress ? progress(body.content, onUploadProgress) : body.content;
  // The Fetch standard asks for this with streams; browsers refuse the request without.
  if (init.body instanceof ReadableStream) init.duplex = "half";
  return init;
}
