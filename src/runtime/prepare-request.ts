/** Puts the request of a call together: openapi-fetch writes URL and body, headers are merged here. */
import type { Call, WireRequest } from "./call-state.js";
import { serialise } from "./openapi-fetch.js";
import { withinReach } from "./policies/reach.js";
import { mergeHeaders, type WireHeaders, writeCookies, writeHeaders } from "./serialize/headers.js";
import { UnsendableError } from "./serialize/unsendable.js";

const noNames: readonly string[] = [];
const noValues: object = {};
const secondMark = /^([^?]*\?[^?]*)\?/;

/** The request that every attempt of a call starts from. */
export function prepareRequest(call: Call): WireRequest {
  const { operation, args, settings, plan } = call;
  const { method } = operation;
  if (args.body !== undefined && (method === "GET" || method === "HEAD")) {
    throw new UnsendableError("body", `cannot be sent with ${method}`, "body");
  }
  const own = args.querystring === undefined ? args.query : { "": args.querystring };
  const query = settings.query === undefined ? own : { ...own, ...defaultQuery(call) };
  const { url, body } = serialise(operation.path, {
    baseUrl: call.baseUrl,
    params: { path: record(args.path), query: record(query) },
    body: args.body,
    contentType: call.options.contentType,
    pathSerializer: plan.pathSerializer,
    querySerializer: plan.querySerializer,
    bodySerializer: plan.bodySerializer,
  });
  return {
    // A path may bring a query of its own; what is added goes behind it.
    url: call.pageUrl ?? (operation.path.includes("?") ? url.replace(secondMark, "$1&") : url),
    method,
    headers: headersFor(call, call.options.accept ?? plan.accept, body?.type),
    body,
    credentials: undefined,
    secretQuery: noNames,
    request: undefined,
    redirect: plan.redirect,
  };
}

/** Arguments of one location by wire name: interfaces in generated code, which have no index signature. */
function record(values: object = noValues): Readonly<Record<string, unknown>> {
  return values as Readonly<Record<string, unknown>>;
}

/** Later ones win: media types, the client's headers, the call's, header parameters, cookies, the key. */
function headersFor(call: Call, accept: string | undefined, type: string | undefined): WireHeaders {
  const { operation, args } = call;
  const { parameters } = operation;
  const { styles } = call.core.capabilities;
  const headers: WireHeaders = {};
  if (accept !== undefined) headers.accept = accept;
  if (type !== undefined) headers["content-type"] = type;
  mergeDefaults(headers, call);
  if (args.header !== undefined) writeHeaders(headers, args.header, parameters?.header, styles);
  if (args.cookie !== undefined) writeCookies(headers, args.cookie, parameters?.cookie, styles);
  addIdempotencyKey(call, headers);
  return headers;
}

/** The client's headers, then the call's. */
export function mergeDefaults(headers: WireHeaders, call: Call): void {
  const own = call.core.settings.headers;
  for (const values of call.settings.headers) {
    mergeHeaders(headers, own.includes(values) ? withinReach(values, call) : values);
  }
}

function defaultQuery(call: Call): object {
  const { query = {} } = call.core.settings;
  return { ...withinReach(query, call), ...call.options.query };
}

/** A key that was given is sent even where the document names no header for it. */
export function addIdempotencyKey(call: Call, headers: WireHeaders): void {
  const { idempotencyKey } = call.options;
  const taken = call.operation.idempotencyKey;
  const name = (taken ?? "idempotency-key").toLowerCase();
  if (idempotencyKey !== undefined) mergeHeaders(headers, { [name]: idempotencyKey });
  else if (taken !== undefined && call.core.makesKeys) headers[name] ??= randomKey();
  call.hasKey = headers[name] !== undefined;
}

/** A UUID; `randomUUID` is missing on pages that were not loaded over https. */
function randomKey(): string {
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
