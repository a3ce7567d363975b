/** Operations made up on the spot, for endpoints that no document describes. */
import type { Call, ClientCore, WireRequest } from "./call-state.js";
import type { AnyMethod, BodyKind, Operation } from "./operation.js";
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
  "QUERY",
  "PUT",
  "DELETE",
]);

/** An operation for one request: repeats as its method allows, any configured credentials, the answer by its media type. */
export function requestOperation(
  core: ClientCore,
  method: AnyMethod,
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

/**
 * Makes the request of such an operation. Rejects with a `ConfigError` when the path may lead elsewhere.
 * @param search Query that was written into the path; it is sent as it is, ahead of what is given as `query`.
 */
export function prepareUndocumented(call: Call, search: string): WireRequest {
  const { path } = call.operation;
  if (!/^\/(?!\/)[^?#\\]*$/.test(path) || search.includes("#")) {
    throw call.error("the path must start with one slash and have no fragment", { kind: "config" });
  }
  const wire = prepareRequest(call);
  if (search === "") return wire;
  const { route: address, search: query } = splitPath(wire.url);
  return { ...wire, url: `${address}?${query === "" ? search : `${search}&${query}`}` };
}

/** What stands before the first question mark of a path or URL, and what behind it. */
export function splitPath(path: string): { readonly route: string; readonly search: string } {
  const mark = path.indexOf("?");
  return mark < 0
    ? { route: path, search: "" }
    : { route: path.slice(0, mark), search: path.slice(mark + 1) };
}

function bodyKind(body: unknown): BodyKind {
  if (body instanceof FormData) return "multipart";
  if (body instanceof URLSearchParams) return "form";
  const isStream = typeof body === "object" && body !== null && Symbol.asyncIterator in body;
  return (typeof body !== "string" && isBytes(body)) || isStream ? "binary" : "json";
}
