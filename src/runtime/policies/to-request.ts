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
    ...wire.platform,
    method,
    headers: headersOf(wire),
    redirect: isHeldPieceByPiece(wire, call) ? "error" : redirect,
    // Read by the platform; stand-ins for it mostly do without, and a signal is dear.
    get signal() {
      return current?.signal ?? null;
    },
  };
  if (body === undefined) return init;
  const { onUploadProgress } = call.options;
  const { progress, untilAborted } = call.core.capabilities;
  init.body =
    onUploadProgress && progress ? progress(body.content, onUploadProgress) : body.content;
  if (init.body instanceof ReadableStream) {
    if (current !== undefined && untilAborted !== undefined)
      init.body = untilAborted(init.body, current.signal);
    // The Fetch standard asks for this with streams; browsers refuse the request without.
    init.duplex = "half";
  }
  return init;
}

/**
 * Whether a body is a stream and no redirect could be followed anyhow. The `fetch` of Node keeps a copy of every body until
 * it is answered, in case that it is redirected (undici, `cloneRequest`), but for requests whose redirects are errors.
 */
function isHeldPieceByPiece({ body }: WireRequest, { core, operation }: Call): boolean {
  const isFollowed = core.followsRedirects || operation.answer === "location";
  return body?.isOneShot === true && !isFollowed;
}
