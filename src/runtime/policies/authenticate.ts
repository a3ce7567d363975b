/** Attaches credentials to each attempt, and repeats a rejected one once with renewed credentials. */
import { discardBody } from "../answer/plain.js";
import type { Call, Next, SchemeProvider, WireRequest } from "../call-state.js";
import { checkedHeader, type WireHeaders } from "../serialize/headers.js";
import { percentEncode } from "../serialize/style.js";
import { recordAttempt } from "./attempts.js";
import { toRequest } from "./to-request.js";

/** Chooses the first security alternative that can be satisfied. Rejects with an `AuthError` when none can. */
export function authenticate(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const providers = chooseProviders(call);
  if (providers.length === 0) return next(wire, call);
  const signed = attach(wire, call, providers);
  const canRecover = providers.some((provider) => provider.recover !== undefined);
  // The usual case, a plain secret, needs no promise of its own.
  if (!canRecover && !(signed instanceof Promise)) return next(signed, call);
  call.startDeadline();
  return sendAndRecover(wire, signed, next, call, providers);
}

async function sendAndRecover(
  wire: WireRequest,
  signed: WireRequest | Promise<WireRequest>,
  next: Next,
  call: Call,
  providers: readonly SchemeProvider[],
): Promise<Response> {
  const response = await next(await signed, call);
  if (response.status !== 401 || call.hasRecovered || wire.body?.isOneShot) return response;
  if (!(await recover(response, call, providers))) return response;
  recordAttempt(call, response, 0);
  if (call.isRaw) discardBody(response);
  call.attempt += 1;
  return next(await attach(wire, call, providers), call);
}

async function recover(
  response: Response,
  call: Call,
  providers: readonly SchemeProvider[],
): Promise<boolean> {
  call.hasRecovered = true;
  let renewed = false;
  for (const provider of providers) {
    if (await provider.recover?.(response, call)) renewed = true;
  }
  return renewed;
}

/** Providers of the chosen alternative; none when nothing is to be sent. */
function chooseProviders(call: Call): readonly SchemeProvider[] {
  const { credentials } = call.settings;
  const { security } = call.plan;
  if (security.length === 0 || credentials.isOff) return [];
  // The client's secrets are for its own server (and nobody else gets them by a changed URL).
  const { baseUrl, core } = call;
  const isForeign = baseUrl !== core.baseUrl && new URL(baseUrl).origin !== core.origin;
  if (credentials.isOfClient && isForeign) return [];
  for (const alternative of security) {
    const providers = providersOf(alternative, call);
    if (providers !== undefined) return providers;
  }
  const wanted = security.map((alternative) => alternative.join(" and ")).join(", or ");
  throw call.error(`no credentials; it needs ${wanted}`, { kind: "auth" });
}

/** One provider may stand for several schemes; certificates are the transport's business. */
function providersOf(
  schemes: readonly string[],
  call: Call,
): readonly SchemeProvider[] | undefined {
  const { securitySchemes } = call.core.description;
  const providers: SchemeProvider[] = [];
  for (const scheme of schemes) {
    if (securitySchemes[scheme]?.type === "mutualTLS") continue;
    const provider = call.settings.credentials.provider(scheme);
    if (provider === undefined || provider.canAuthenticate?.(call) === false) return undefined;
    if (!providers.includes(provider)) providers.push(provider);
  }
  return providers;
}

function attach(
  wire: WireRequest,
  call: Call,
  providers: readonly SchemeProvider[],
): WireRequest | Promise<WireRequest> {
  const [first] = providers;
  if (providers.length > 1 || first?.headers === undefined) return attachAll(wire, call, providers);
  const headers = first.headers(call);
  if (!(headers instanceof Promise)) return withHeaders(wire, headers);
  return headers.then((added) => withHeaders(wire, added));
}

async function attachAll(
  wire: WireRequest,
  call: Call,
  providers: readonly SchemeProvider[],
): Promise<WireRequest> {
  let signed = wire;
  for (const provider of providers) {
    if (provider.query !== undefined) signed = withQuery(signed, await provider.query(call));
    else if (provider.headers !== undefined && signed.request === undefined) {
      signed = withHeaders(signed, await provider.headers(call));
    } else signed = await withRequest(signed, call, provider);
  }
  return signed;
}

function withHeaders(wire: WireRequest, added: Readonly<Record<string, string>>): WireRequest {
  const credentials: WireHeaders = { ...wire.credentials };
  for (const name in added) {
    const key = name.toLowerCase();
    const value = checkedHeader(key, added[name] ?? "");
    const others = key === "cookie" ? (credentials[key] ?? wire.headers[key]) : undefined;
    credentials[key] = others === undefined ? value : `${others}; ${value}`;
  }
  return { ...wire, credentials };
}

function withQuery(wire: WireRequest, added: Readonly<Record<string, string>>): WireRequest {
  const pairs = Object.entries(added).map(
    ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const url = wire.url + (wire.url.includes("?") ? "&" : "?") + pairs.join("&");
  const request = wire.request === undefined ? undefined : new Request(url, wire.request);
  return { ...wire, url, request, secretQuery: [...wire.secretQuery, ...Object.keys(added)] };
}

async function withRequest(
  wire: WireRequest,
  call: Call,
  provider: SchemeProvider,
): Promise<WireRequest> {
  const before = toRequest(wire, call);
  const known = new Map(before.headers);
  const request = await provider.authenticate(before, call);
  const added = [...request.headers].filter(([name, value]) => known.get(name) !== value);
  const credentials = { ...wire.credentials, ...Object.fromEntries(added) };
  return { ...wire, url: request.url, method: request.method, request, credentials };
}
