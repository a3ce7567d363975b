/** Attaches credentials to each attempt. */
import type { Call, Next, SchemeProvider, WireRequest } from "../call-state.js";
import { checkedHeader, type WireHeaders, withCookie } from "../serialize/headers.js";
import { isOutOfReach } from "./reach.js";

/** Chooses the first security alternative that can be satisfied. Rejects with an `AuthError` when none can. */
export function authenticate(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const providers = chooseProviders(call);
  if (providers.length === 0) return next(wire, call);
  const sign = (bare: WireRequest): WireRequest | Promise<WireRequest> =>
    attach(bare, call, providers);
  if (providers.some(({ recover, refused }) => (recover ?? refused) !== undefined)) {
    const { renew } = call.core.capabilities;
    if (renew !== undefined) return renew(wire, next, call, { providers, sign });
    throw call.error("this client cannot renew credentials", { kind: "config" });
  }
  const signed = sign(wire);
  // The usual case, a plain secret, needs no promise of its own.
  if (!(signed instanceof Promise)) return next(signed, call);
  call.startDeadline();
  return signed.then((ready) => next(ready, call));
}

/** Providers of the chosen alternative; none when nothing is to be sent. */
function chooseProviders(call: Call): readonly SchemeProvider[] {
  const { credentials } = call.settings;
  const { security } = call.plan;
  if (security.length === 0 || credentials.isOff) return [];
  if (isOutOfReach(call)) return [];
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
  bare: WireRequest,
  call: Call,
  providers: readonly SchemeProvider[],
): WireRequest | Promise<WireRequest> {
  const [first] = providers;
  const stays = providers.some((provider) => provider.followsRedirects?.(call) === false);
  const wire = stays ? withoutRedirects(bare) : bare;
  const { sign } = call.core.capabilities;
  if (sign !== undefined && (providers.length > 1 || first?.headers === undefined)) {
    return sign(wire, call, providers);
  }
  if (first?.headers === undefined) {
    throw call.error("this client can sign with headers only", { kind: "config" });
  }
  const headers = first.headers(call);
  if (!(headers instanceof Promise)) return withHeaders(wire, headers);
  return headers.then((added) => withHeaders(wire, added));
}

/** Shows a redirect to the ring that refuses it, also where the platform would have followed it. */
function withoutRedirects(wire: WireRequest): WireRequest {
  const redirect = wire.redirect === "follow" ? "manual" : wire.redirect;
  return { ...wire, redirect, refusesRedirects: true };
}

/** The request with headers that hold credentials; cookies join those that are there. */
export function withHeaders(
  wire: WireRequest,
  added: Readonly<Record<string, string>>,
): WireRequest {
  const credentials: WireHeaders = wire.credentials === undefined ? {} : { ...wire.credentials };
  for (const name in added) {
    const key = name.toLowerCase();
    const value = checkedHeader(key, added[name] ?? "");
    const others = credentials[key] ?? wire.headers[key];
    credentials[key] = key === "cookie" ? withCookie(others, value) : value;
  }
  return { ...wire, credentials };
}
