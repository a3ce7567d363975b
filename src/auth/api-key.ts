/** An API key in a header, the query or a cookie (OpenAPI 3.1, section 4.8.27, `apiKey`). */
import type { AuthProvider, SecretValue } from "../runtime/index.js";
import { withoutSecrets } from "./redacted.js";
import { assertSecret, withSecret } from "./secret.js";
import { withHeaders } from "./with-headers.js";

/** Where an API key goes. */
export interface ApiKeyOptions {
  readonly in: "header" | "query" | "cookie";
  /** Name of the header, parameter or cookie. */
  readonly name: string;
  /** The key, or a function that answers it for each attempt. */
  readonly value: SecretValue;
  /** Text before the key in a header, e.g. `Token `. Default: none. */
  readonly prefix?: string;
}

/** Sends an API key. Keys are never renewed: a 401 ends the call. */
export function apiKey(options: ApiKeyOptions): AuthProvider {
  assertSecret(options.value, whatOf(options));
  return withoutSecrets("apiKey", places[options.in](options));
}

const places = { header: inHeader, query: inQuery, cookie: inCookie };

const whatOf = ({ name }: ApiKeyOptions): string => `The API key ${name}`;

function inHeader(options: ApiKeyOptions): AuthProvider {
  const { name, value, prefix = "" } = options;
  const headers = () => withSecret(value, whatOf(options), (key) => ({ [name]: prefix + key }));
  return {
    headers,
    authenticate: async (request) => withHeaders(request, await headers()),
  };
}

/** Browsers do not let scripts set this header; there the cookie must be the browser's own. */
function inCookie(options: ApiKeyOptions): AuthProvider {
  const { name, value } = options;
  const headers = () =>
    withSecret(value, whatOf(options), (key) => ({ cookie: `${name}=${encodeURIComponent(key)}` }));
  return {
    // The runtime joins it with the cookies of the call.
    headers,
    authenticate: async (request) => {
      const { cookie } = await headers();
      const others = request.headers.get("cookie");
      return withHeaders(request, { cookie: others ? `${others}; ${cookie}` : cookie });
    },
  };
}

/** What the runtime uses in place of `authenticate`; it then knows which parameter to hide in logs. */
interface QueryProvider extends AuthProvider {
  query(): Promise<Readonly<Record<string, string>>>;
}

function inQuery(options: ApiKeyOptions): QueryProvider {
  const { name, value } = options;
  const query = async () => withSecret(value, whatOf(options), (key) => ({ [name]: key }));
  return {
    query,
    authenticate: async (request) => {
      const { [name]: key = "" } = await query();
      const url = new URL(request.url);
      const mark = url.search === "" ? "?" : "&";
      // Appended as text: `searchParams` would write the rest of the query anew.
      url.search += `${mark}${encodeURIComponent(name)}=${encodeURIComponent(key)}`;
      return new Request(url, request);
    },
  };
}
