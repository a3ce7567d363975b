/** Follows redirects (Fetch standard, HTTP-redirect fetch), and keeps credentials from reaching another origin. */
import { discardBody } from "../answer/plain.js";
import type { Call, Next, WireRequest } from "../call-state.js";
import { isSecretName } from "../log/redact.js";
import type { WrittenBody } from "../serialize/body.js";
import { textOf } from "./body-secrets.js";
import { headersOf, isSecretHeader, secretsOf } from "./secrets.js";

const mostRedirects = 5;
const redirects = [301, 302, 303, 307, 308];

/**
 * `manual` where the platform shows status and location; `follow` in browsers, which hide both. A browser that
 * hid a redirect of a write could not tell whether it had its effect.
 */
export function redirectMode(method: string): RequestRedirect {
  return showsRedirects || method === "GET" || method === "HEAD" ? "manual" : "follow";
}

// Node has neither; jsdom has a document on Node's fetch.
const host = globalThis as {
  process?: { versions?: { node?: string } };
  document?: unknown;
  importScripts?: unknown;
};
const showsRedirects =
  host.process?.versions?.node !== undefined ||
  (host.document === undefined && host.importScripts === undefined);

/** Follows up to five redirects; one that is the answer is only handed on. */
export async function followRedirects(
  first: WireRequest,
  next: Next,
  call: Call,
): Promise<Response> {
  if (first.answersRedirects) return next(first, call);
  let wire = first;
  let response = await next(wire, call);
  if (call.operation.answer === "location" || !call.core.followsRedirects)
    return shown(response, call);
  for (let count = 0; isRedirect(response); count += 1) {
    if (wire.refusesRedirects) {
      discardBody(response);
      throw refused(call, "a redirect of a request whose credentials are for one address only");
    }
    if (response.type === "opaqueredirect") return next({ ...wire, redirect: "follow" }, call);
    discardBody(response);
    if (count === mostRedirects) throw refused(call, `more than ${mostRedirects} redirects`);
    wire = redirected(wire, response, call);
    response = await next(wire, call);
  }
  return response;
}

/** Browsers tell that there is a redirect and not where it leads. */
function shown(response: Response, call: Call): Response {
  if (response.type !== "opaqueredirect") return response;
  const message = "this platform does not show where a redirect leads";
  throw call.error(message, { kind: "config", maybeSent: true });
}

/** Whether an answer asks for another request; one that the platform hides has status 0. */
function isRedirect(response: Response): boolean {
  const { status } = response;
  if (status >= 200 && status < 300) return false;
  if (response.type === "opaqueredirect") return true;
  return redirects.includes(status) && response.headers.has("location");
}

/** The request that a redirect asks for. */
function redirected(wire: WireRequest, response: Response, call: Call): WireRequest {
  const from = new URL(wire.url);
  const to = locationOf(response, from, call);
  const leaves = to.origin !== from.origin;
  if (leaves && from.protocol === "https:" && to.protocol === "http:" && carriesSecrets(wire)) {
    throw refused(call, "a redirect from https to http, with credentials");
  }
  const becomesGet = changesMethod(response.status, wire.method);
  if (!becomesGet && wire.body?.isOneShot) {
    throw refused(
      call,
      `a redirect (${response.status}) of a streamed body, which can be sent once only`,
    );
  }
  if (leaves && !becomesGet && holdsSecrets(wire.body)) {
    throw refused(call, `a redirect (${response.status}) of secrets to another origin`);
  }
  // RFC 9110, section 15.4.4: the server has done what it was asked, and shows where its result is.
  if (becomesGet) call.hasEffect = true;
  const isDropped = (name: string): boolean =>
    (leaves && isSecretHeader(wire, name)) || (becomesGet && name.startsWith("content-"));
  if (leaves) for (const name of wire.secretQuery) to.searchParams.delete(name);
  return {
    ...wire,
    url: to.href,
    method: becomesGet ? "GET" : wire.method,
    headers: Object.fromEntries(
      Object.entries(headersOf(wire)).filter(([name]) => !isDropped(name)),
    ),
    body: becomesGet ? undefined : wire.body,
    // They are among the headers now, as far as they may travel on.
    credentials: leaves ? undefined : wire.credentials,
    request: undefined,
    ...(leaves && { dropped: secretsOf(wire) }),
  };
}

/** A login, a refresh: fields of telling names in a JSON or form body. */
function holdsSecrets(body: WrittenBody | undefined): boolean {
  const text = textOf(body);
  if (text === undefined) return false;
  const names = text.matchAll(/"([^"\\]+)"\s*:|(?:^|&)([^=&]+)=/g);
  return [...names].some(([, field, parameter]) => isSecretName(field ?? parameter ?? ""));
}

function changesMethod(status: number, method: string): boolean {
  if (status === 303) return method !== "GET" && method !== "HEAD";
  return (status === 301 || status === 302) && method === "POST";
}

function locationOf(response: Response, from: URL, call: Call): URL {
  try {
    const to = new URL(response.headers.get("location") ?? "", from);
    if (/^https?:$/.test(to.protocol) && to.username === "" && to.password === "") return to;
  } catch {
    // Said below, in the same words.
  }
  throw refused(call, "a redirect to what is no plain http(s) URL");
}

function carriesSecrets(wire: WireRequest): boolean {
  const names = Object.keys(headersOf(wire));
  return wire.secretQuery.length > 0 || names.some((name) => isSecretHeader(wire, name));
}

function refused(call: Call, what: string): Error {
  return call.error(`refused ${what}`, { kind: "connection", code: "REDIRECT", maybeSent: true });
}
