/** Signs with everything that a security scheme can ask for: headers, query, cookies, the whole request. */
import type { Call, SchemeProvider, WireRequest } from "../call-state.js";
import { percentEncode } from "../serialize/text.js";
import { withHeaders } from "./authenticate.js";
import { headersOf } from "./secrets.js";
import { toRequest } from "./to-request.js";

/** The request with the credentials of all providers. */
export async function signRequest(
  wire: WireRequest,
  call: Call,
  providers: readonly SchemeProvider[],
): Promise<WireRequest> {
  let signed = wire;
  for (const provider of providers) {
    if (provider.query !== undefined) signed = withQuery(signed, await provider.query(call));
    else if (provider.headers === undefined) signed = await withRequest(signed, call, provider);
    else signed = withAllHeaders(signed, await provider.headers(call));
  }
  return signed;
}

/** Headers of one provider, also on a request that another has built already. */
function withAllHeaders(wire: WireRequest, added: Readonly<Record<string, string>>): WireRequest {
  if (wire.request === undefined) return withHeaders(wire, added);
  const request = new Request(wire.request);
  const signed = withHeaders({ ...wire, headers: headersOf(wire) }, added);
  for (const [name, value] of Object.entries(signed.credentials ?? {})) {
    request.headers.set(name, value);
  }
  return { ...signed, request };
}

function withQuery(wire: WireRequest, added: Readonly<Record<string, string>>): WireRequest {
  const pairs = Object.entries(added).map(
    ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const url = wire.url + (wire.url.includes("?") ? "&" : "?") + pairs.join("&");
  const request = wire.request && new Request(url, wire.request);
  return { ...wire, url, request, secretQuery: [...wire.secretQuery, ...Object.keys(added)] };
}

async function withRequest(
  wire: WireRequest,
  call: Call,
  provider: SchemeProvider,
): Promise<WireRequest> {
  const before = toRequest(wire, call);
  const known = new Map(before.headers);
  const request = (await provider.authenticate?.(before, call)) ?? before;
  const added = [...request.headers].filter(([name, value]) => known.get(name) !== value);
  const credentials = { ...wire.credentials, ...Object.fromEntries(added) };
  const { url, method } = request;
  return { ...wire, url, method, request, credentials, secretQuery: addedNames(wire, url) };
}

/** Query parameters that a provider added are its secrets. */
function addedNames(wire: WireRequest, url: string): readonly string[] {
  if (url === wire.url) return wire.secretQuery;
  const asked = new URL(wire.url).searchParams;
  const added = [...new URL(url).searchParams.keys()].filter((name) => !asked.has(name));
  return [...wire.secretQuery, ...added];
}
