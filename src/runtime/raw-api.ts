/** Sends what openapi-fetch's own verbs build through the same rings; its answers stay `{ data, error, response }`. */
import { performCall } from "./call.js";
import type { Call, ClientCore, WireRequest } from "./call-state.js";
import { createCall } from "./create-call.js";
import type { AnyMethod } from "./operation.js";
import type { CallOptions } from "./options.js";
import { addIdempotencyKey, mergeDefaults } from "./prepare-request.js";
import type { WrittenBody } from "./serialize/body.js";
import { mergeHeaders, type WireHeaders } from "./serialize/headers.js";
import { requestOperation } from "./undocumented.js";

/** What is said of a call beside its request. */
export interface RawCall {
  /** Path template, which stands for the operation in errors and logs. Default: the path of the request. */
  readonly path?: string;
  /** Options of the call; `signal` and `baseUrl` are those of the request. */
  readonly options?: CallOptions;
  /** The body is a stream: it is sent as it comes, and never twice. */
  readonly isStream?: boolean;
}

/** Resolves with the last answer, whatever its status; rejects like any call when there is none. */
export async function sendRaw(
  core: ClientCore,
  request: Request,
  { path, options, isStream = false }: RawCall = {},
): Promise<Response> {
  const { pathname, origin } = new URL(request.url);
  // A `Request` has its method checked and in capitals.
  const operation = requestOperation(core, request.method as AnyMethod, path ?? pathname);
  const { signal } = request;
  // openapi-fetch takes a `baseUrl` per call too; the credentials must know.
  const server = origin === core.origin ? {} : { baseUrl: origin };
  const call = createCall(core, operation, {}, { ...options, signal, ...server });
  call.isRaw = true;
  const prepare = (started: Call): Promise<WireRequest> => toWire(started, request, isStream);
  // A raw call that resolves has an answer.
  return (await performCall(call, { prepare, result: ({ response }) => response })) as Response;
}

async function toWire(call: Call, request: Request, isStream: boolean): Promise<WireRequest> {
  const { url, method, redirect } = request;
  const body = isStream ? streamOf(request) : await bytesOf(request);
  const headers: WireHeaders = {};
  mergeDefaults(headers, call);
  mergeHeaders(headers, Object.fromEntries(request.headers));
  addIdempotencyKey(call, headers);
  return {
    url,
    method,
    headers,
    body,
    credentials: undefined,
    secretQuery: [],
    request: undefined,
    redirect: redirect === "follow" ? call.plan.redirect : redirect,
    answersRedirects: redirect === "manual",
    platform: platformInit(request),
  };
}

/** Bodies are taken into memory, so that a retry can send them again. */
async function bytesOf(request: Request): Promise<WrittenBody | undefined> {
  if (request.body === null || /^(GET|HEAD)$/.test(request.method)) return undefined;
  const content = await request.arrayBuffer();
  // Firefox does not tell by `body` whether there is one.
  if (request.body === undefined && content.byteLength === 0) return undefined;
  return { content, type: undefined, isOneShot: false };
}

function streamOf({ body }: Request): WrittenBody | undefined {
  return body === null ? undefined : { content: body, type: undefined, isOneShot: true };
}

/** Members of a request that the rings have no business with, and what they are when nobody says (Fetch, section 5.4). */
const usual: Readonly<Record<string, unknown>> = {
  cache: "default",
  credentials: "same-origin",
  integrity: "",
  keepalive: false,
  mode: "cors",
  referrer: "about:client",
  referrerPolicy: "",
};

/** What a request says to the platform; platforms lack some of these, and refuse to be told what they lack. */
function platformInit(request: Request): RequestInit {
  const said = Object.entries(usual)
    .map(([name, value]) => [name, Reflect.get(request, name), value] as const)
    .filter(([, given, value]) => given !== undefined && given !== value);
  return Object.fromEntries(said.map(([name, given]) => [name, given]));
}
