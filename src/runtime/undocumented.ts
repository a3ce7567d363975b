/** Operations made up on the spot, for endpoints that no document describes. */
import type { Call, ClientCore, WireRequest } from "./call-state.js";
import type { BodyKind, Method, Operation } from "./operation.js";
import type { CallOptions } from "./options.js";
import { prepareRequest } from "./prepare-request.js";
import { isBytes } from "./serialize/body.js";

/** Arguments of an undocumented request, besides the options of any call. */
export interface RequestInput extends CallOptions {
  /** Values for the `{name}` parts of the path. */
  readonly path?: Readonly<Record<string, unknown>>;
  /** Sent as JSON, unless it is a form, a `FormData`, bytes or a stream. */
  readonly body?: unknown;
}

const idempotentMethods: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "OPTIONS",
  "TRACE",
  "PUT",
  "DELETE",
]);

/** An operation for one request: repeats as its method allows, any configured credentials, the answer by its media type. */
export function requestOperation(
  core: ClientCore,
  method: Method,
  path: string,
  body?: unknown,
): Operation {
  const schemes = Object.keys(core.description.securitySchemes).map((scheme) => [scheme]);
  return {
    id: `${method} ${path}`,
    method,
    path,
    body: bodyKind(body),
    answer: {},
    security: [...schemes, []],
    idempotent: idempotentMethods.has(method),
  };
}

/** Makes the request of such an operation. Rejects with a `ConfigError` when the path may lead elsewhere. */
export function prepareUndocumented(call: Call): WireRequest {
  const { path } = call.operation;
  if (/^\/(?!\/)[^?#\\]*$/.test(path)) return prepareRequest(call);
  const about = "the path must start with one slash; query parameters are given as `query`";
  throw call.error(about, { kind: "config" });
}

function bodyKind(body: unknown): BodyKind {
  if (body instanceof FormData) return "multipart";
  if (body instanceof URLSearchParams) return "form";
  const isStream = typeof body === "object" && body !== null && Symbol.asyncIterator in body;
  return (typeof body !== "string" && isBytes(body)) || isStream ? "binary" : "json";
}
