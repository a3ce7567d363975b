/** Compares a request that left with what the document says it must be. */
import { isDeepStrictEqual } from "node:util";
import type { DocumentOperation, DocumentParameter } from "../read/operations.js";
import { type Fields, isFields } from "../read/source.js";
import { compareBody, mediaFor } from "./body.js";
import { asHeader, asPairs, inPath, type Pair } from "./styles.js";

/** A request as a server would see it. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

/** Values of a call by location and wire name. */
export interface Values {
  readonly path?: Fields;
  readonly query?: Fields;
  readonly header?: Fields;
  readonly cookie?: Fields;
  readonly querystring?: unknown;
  readonly body?: unknown;
}

/** What credentials add to a request. */
export interface ExpectedCredentials {
  readonly query: readonly Pair[];
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly Pair[];
}

type Location = "path" | "query" | "header" | "cookie";

const parameterNode = (
  { parameters }: DocumentOperation,
  location: Location,
  name: string,
): Fields | undefined => {
  const isNamed = (one: DocumentParameter): boolean =>
    location === "header" ? one.name.toLowerCase() === name.toLowerCase() : one.name === name;
  return parameters.find((one) => one.location === location && isNamed(one))?.node;
};

const pairsOf = (
  operation: DocumentOperation,
  location: "query" | "cookie",
  values: Fields = {},
): Pair[] =>
  Object.entries(values).flatMap(([name, value]) =>
    asPairs(name, parameterNode(operation, location, name) ?? {}, value, location),
  );

/** Path and query that the template and its values come to. */
const expectedTarget = (operation: DocumentOperation, values: Values): string =>
  operation.path.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = values.path?.[name];
    if (value === undefined) return whole;
    return inPath(name, parameterNode(operation, "path", name) ?? {}, value);
  });

const withoutFragment = (url: string): string => url.split("#", 1)[0] ?? url;

const splitUrl = (url: string): { readonly path: string; readonly query: Pair[] } => {
  const at = url.indexOf("?");
  if (at < 0) return { path: url, query: [] };
  const pairs = url
    .slice(at + 1)
    .split("&")
    .filter((pair) => pair !== "");
  return {
    path: url.slice(0, at),
    query: pairs.map((pair): Pair => {
      const sign = pair.indexOf("=");
      return sign < 0 ? [pair, ""] : [pair.slice(0, sign), pair.slice(sign + 1)];
    }),
  };
};

/** The order of different names means nothing; that of one name's values does. */
const byName = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs
    .map(([name, value]): Pair => [name, value])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Lists within `deepObject` are not defined: servers read them with brackets behind their name and without. */
const withoutBrackets = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.map(([name, value]): Pair => [name.replace(/\[\]$/, ""), value]);

/** Reserved characters may be sent as they are where the document allows them: the decoded values count. */
const decodedPairs = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.map(([name, value]): Pair => [decodeURIComponent(name), decodeURIComponent(value)]);

const show = (pairs: readonly Pair[]): string =>
  pairs
    .map((pair) => pair.join("="))
    .join("&")
    .slice(0, 200);

const comparePairs = (
  what: string,
  sent: readonly Pair[],
  expected: readonly Pair[],
  isReservedAllowed: boolean,
): string[] => {
  const read = isReservedAllowed ? decodedPairs : (pairs: readonly Pair[]) => pairs;
  const shape = (pairs: readonly Pair[]): readonly Pair[] => byName(withoutBrackets(read(pairs)));
  return isDeepStrictEqual(shape(sent), shape(expected))
    ? []
    : [`the ${what} is ${show(sent)}, not ${show(expected)}`];
};

/** A server as clients write it: without the port that its scheme has anyway. */
const normalised = (base: string): string =>
  base.replace(/^https?:\/\/[^/?#]+/i, (origin) => new URL(origin).origin).replace(/\/$/, "");

const compareUrl = (
  sent: SentRequest,
  base: string,
  operation: DocumentOperation,
  values: Values,
  credentials: ExpectedCredentials,
): string[] => {
  const target = expectedTarget(operation, values);
  const joined = `${normalised(base)}${target.startsWith("/") ? "" : "/"}${target}`;
  const expected = splitUrl(withoutFragment(joined));
  const actual = splitUrl(withoutFragment(sent.url));
  const query = [
    ...expected.query,
    ...pairsOf(operation, "query", values.query),
    ...credentials.query,
  ];
  const isReservedAllowed = operation.parameters.some(({ node }) => node.allowReserved === true);
  const isWhole = values.querystring !== undefined;
  return [
    ...(actual.path === expected.path ? [] : [`the URL is ${actual.path}, not ${expected.path}`]),
    ...(isWhole ? [] : comparePairs("query", actual.query, query, isReservedAllowed)),
  ];
};

/** Headers that no parameter describes: content negotiation is checked below, the rest is the platform's. */
const ownHeaders = new Set(["accept", "content-type", "cookie", "content-length", "user-agent"]);

const expectedHeaders = (
  operation: DocumentOperation,
  values: Values,
  credentials: ExpectedCredentials,
): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(values.header ?? {})) {
    const node = parameterNode(operation, "header", name) ?? {};
    headers[name.toLowerCase()] = asHeader(node, value);
  }
  // Some documents describe a header twice, as a parameter and as a credential, which is what people give.
  return { ...headers, ...credentials.headers };
};

/** Names of authentication schemes have no case (RFC 9110, section 11.1). */
const isSameHeader = (name: string, actual: string | undefined, value: string): boolean => {
  const shape = (text: string | undefined): string | undefined =>
    name === "authorization"
      ? text?.trim().replace(/^\S+/, (scheme) => scheme.toLowerCase())
      : text?.trim();
  return shape(actual) === shape(value);
};

/** A query that one parameter describes as a whole, by its media type (OpenAPI 3.2, section 4.12.2). */
const compareQuerystring = async (
  { url }: SentRequest,
  { parameters }: DocumentOperation,
  value: unknown,
): Promise<string[]> => {
  const node = parameters.find(({ location }) => location === "querystring")?.node;
  if (value === undefined || node === undefined) return [];
  const content: unknown = node.content;
  const [type = "", media = {}] = Object.entries(isFields(content) ? content : {})[0] ?? [];
  const text = withoutFragment(url).split("?").slice(1).join("?");
  const isForm = type.includes("x-www-form-urlencoded");
  const bytes = new TextEncoder().encode(isForm ? text : decodeURIComponent(text));
  return compareBody({ type, bytes }, value, isFields(media) ? media : {});
};

const compareHeaders = (
  sent: SentRequest,
  expected: Readonly<Record<string, string>>,
): string[] => {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(expected)) {
    const actual = sent.headers[name];
    if (!isSameHeader(name, actual, value))
      problems.push(`header ${name} is ${actual}, not ${value}`);
  }
  for (const name of Object.keys(sent.headers))
    if (!Object.hasOwn(expected, name) && !ownHeaders.has(name))
      problems.push(`header ${name} is not in the document`);
  return problems;
};

const compareCookies = (sent: SentRequest, expected: readonly Pair[]): string[] => {
  const text = sent.headers.cookie ?? "";
  const pairs = text === "" ? [] : text.split("; ").map((pair) => splitUrl(`?${pair}`).query[0]);
  return comparePairs(
    "cookie",
    pairs.filter((pair) => pair !== undefined),
    expected,
    false,
  );
};

const compareContent = async (
  { headers, body, method }: SentRequest,
  { content }: DocumentOperation,
  value: unknown,
): Promise<string[]> => {
  if (value === undefined || content === undefined) {
    const isEmpty = body === undefined || body.length === 0;
    return isEmpty ? [] : [`${method} has a body that the call does not have`];
  }
  const type = headers["content-type"];
  if (type === undefined) return ["the body has no content type"];
  const media = mediaFor(content, type);
  if (media === undefined)
    return [`the body is ${type}, the document takes ${Object.keys(content).join(", ")}`];
  return compareBody({ type, bytes: body ?? new Uint8Array() }, value, media);
};

/** Headers that a document cannot describe as parameters (OpenAPI 3.1, section 4.8.12.1). */
const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);

/** Required parameters for which the call had no value. */
const missing = ({ parameters }: DocumentOperation, values: Values): string[] =>
  parameters
    .filter(({ location }) => location !== "querystring" || values.querystring === undefined)
    .filter(({ node, location }) => node.required === true || location === "path")
    .filter(
      ({ name, location }) => location !== "header" || !ignoredHeaders.has(name.toLowerCase()),
    )
    .filter(({ name, location }) => {
      const group = values[location as Location] ?? {};
      const names = Object.keys(group).map((key) =>
        location === "header" ? key.toLowerCase() : key,
      );
      return !names.includes(location === "header" ? name.toLowerCase() : name);
    })
    .map(({ name, location }) => `nothing was sent for the ${location} parameter ${name}`);

/** Everything in which a request departs from the document and the values of its call. */
export const compareRequest = async (
  sent: SentRequest,
  base: string,
  operation: DocumentOperation,
  values: Values,
  credentials: ExpectedCredentials,
): Promise<string[]> => {
  const cookies = [...pairsOf(operation, "cookie", values.cookie), ...credentials.cookies];
  return [
    ...(sent.method === operation.method ? [] : [`the method is ${sent.method}`]),
    ...compareUrl(sent, base, operation, values, credentials),
    ...compareHeaders(sent, expectedHeaders(operation, values, credentials)),
    ...compareCookies(sent, cookies),
    ...(await compareQuerystring(sent, operation, values.querystring)),
    ...missing(operation, values),
    ...(await compareContent(sent, operation, values.body)),
  ];
};
