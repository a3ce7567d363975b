/** Compares a request that left with what the document says it must be. */
import { isDeepStrictEqual } from "node:util";
import type { DocumentOperation, DocumentParameter } from "../read/operations.js";
import type { Fields } from "../read/source.js";
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
  return isDeepStrictEqual(byName(read(sent)), byName(read(expected)))
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
  return [
    ...(actual.path === expected.path ? [] : [`the URL is ${actual.path}, not ${expected.path}`]),
    ...comparePairs("query", actual.query, query, isReservedAllowed),
  ];
};

/** Headers that no parameter describes: content negotiation is checked below, the rest is the platform's. */
const ownHeaders = new Set(["accept", "content-type", "cookie", "content-length", "user-agent"]);

const expectedHeaders = (
  operation: DocumentOperation,
  values: Values,
  credentials: ExpectedCredentials,
): Record<string, string> => {
  const headers: Record<string, string> = { ...credentials.headers };
  for (const [name, value] of Object.entries(values.header ?? {})) {
    const node = parameterNode(operation, "header", name) ?? {};
    headers[name.toLowerCase()] = asHeader(node, value);
  }
  return headers;
};

const compareHeaders = (
  sent: SentRequest,
  expected: Readonly<Record<string, string>>,
): string[] => {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(expected)) {
    const actual = sent.headers[name];
    if (actual?.trim() !== value.trim()) problems.push(`header ${name} is ${actual}, not ${value}`);
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
    ...missing(operation, values),
    ...(await compareContent(sent, operation, values.body)),
  ];
};
