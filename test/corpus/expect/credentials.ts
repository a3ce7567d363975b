/** What credentials look like in a request, by their scheme (OpenAPI 3.1, section 4.8.27). */
import { type Fields, isFields, type Source } from "../read/source.js";
import type { ExpectedCredentials } from "./request.js";
import { encoded, type Pair } from "./styles.js";

/** The secrets that calls are made with. */
export const secret = "contract-secret";
export const login = { username: "contract", password: "secret" } as const;

const none: ExpectedCredentials = { query: [], headers: {}, cookies: [] };

const ofScheme = (scheme: Fields): ExpectedCredentials => {
  const name = String(scheme.name);
  if (scheme.type === "apiKey") {
    const pair: Pair = [encoded(name), encoded(secret)];
    if (scheme.in === "query") return { ...none, query: [pair] };
    if (scheme.in === "cookie") return { ...none, cookies: [[name, secret]] };
    return { ...none, headers: { [name.toLowerCase()]: secret } };
  }
  const kind = scheme.type === "http" ? String(scheme.scheme).toLowerCase() : "bearer";
  if (scheme.type === "mutualTLS") return none;
  if (kind === "basic") {
    const text = btoa(`${login.username}:${login.password}`);
    return { ...none, headers: { authorization: `Basic ${text}` } };
  }
  const label = kind === "bearer" ? "Bearer" : String(scheme.scheme);
  return { ...none, headers: { authorization: `${label} ${secret}` } };
};

/** What the named schemes of a document add to a request. */
export const expectedCredentials = (
  source: Source,
  file: string,
  names: readonly string[],
): ExpectedCredentials => {
  const document = source.read(file);
  const components = isFields(document) && isFields(document.components) ? document.components : {};
  const schemes = isFields(components.securitySchemes) ? components.securitySchemes : {};
  return names
    .map((name) => source.follow({ file, value: schemes[name] }).value)
    .filter(isFields)
    .map(ofScheme)
    .reduce(
      (all, one) => ({
        query: [...all.query, ...one.query],
        headers: { ...all.headers, ...one.headers },
        cookies: [...all.cookies, ...one.cookies],
      }),
      none,
    );
};
