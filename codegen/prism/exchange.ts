/** One HTTP exchange as bytes, and its request as Prism wants it. Must not know about documents. */
import type { IncomingMessage } from "node:http";
import type { Preferences, PrismRequest } from "./engine.js";

/** A request read to its end, its bytes as they came. */
export interface Exchange {
  /** `POST /tokens`: what violations name. */
  readonly title: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly request: IncomingMessage;
  readonly bytes: Buffer;
}

/** Whether a body of this media type is JSON (RFC 6839, section 3.1). */
export const isJson = (mediaType: string): boolean =>
  /^[^;]*\/([^;]*\+)?json\s*(;|$)/i.test(mediaType);

/** Whether a body of this media type is text that a schema can describe. */
export const isText = (mediaType: string): boolean =>
  /^text\/(?!event-stream)/i.test(mediaType.trim());

/** Reads a request to its end. */
export const readExchange = async (request: IncomingMessage): Promise<Exchange> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const method = request.method ?? "GET";
  const target = request.url ?? "/";
  const title = `${method} ${target.split("?", 1)[0]}`;
  return { title, method, target, request, bytes: Buffer.concat(chunks) };
};

const parseQuery = (search: URLSearchParams): Record<string, string | string[]> => {
  const query: Record<string, string | string[]> = {};
  for (const name of search.keys()) {
    const values = search.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  return query;
};

/** @throws SyntaxError when a JSON body does not parse. */
const parseBody = ({ bytes, request }: Exchange): unknown => {
  if (bytes.length === 0) return null;
  const text = bytes.toString("utf8");
  return isJson(request.headers["content-type"] ?? "") ? JSON.parse(text) : text;
};

/** The request as Prism wants it. Throws a SyntaxError when a JSON body does not parse. */
export const toPrismRequest = (exchange: Exchange): PrismRequest => {
  const { pathname, searchParams } = new URL(exchange.target, "http://prism.invalid");
  return {
    method: exchange.method.toLowerCase(),
    url: { path: pathname, query: parseQuery(searchParams) },
    headers: exchange.request.headers,
    body: parseBody(exchange),
  };
};

/** Preferences of a request's `Prefer` header (RFC 7240) under the names Prism gives them. */
const parsePrefer = (header: string): ReadonlyMap<string, string> =>
  new Map(
    header.split(/[,;]/).map((part) => {
      const [name = "", ...value] = part.split("=");
      return [
        name.trim().toLowerCase(),
        value
          .join("=")
          .trim()
          .replace(/^"(.*)"$/, "$1"),
      ];
    }),
  );

/**
 * Which answer the request asks for. With a forced code every media type is acceptable: a server's
 * error page does not heed `Accept`, and Prism would answer with another status instead.
 */
export const readPreferences = ({ request }: Exchange, defaults: Preferences): Preferences => {
  const prefer = parsePrefer([request.headers.prefer ?? ""].flat().join(","));
  const [code, example] = [prefer.get("code"), prefer.get("example")];
  const [dynamic, seed] = [prefer.get("dynamic"), prefer.get("seed")];
  const accept = (request.headers.accept ?? "*/*").split(",").map((part) => part.trim());
  return {
    ...defaults,
    ...(code !== undefined && { code: Number(code), mediaTypes: [...accept, "*/*;q=0.001"] }),
    ...(example !== undefined && { exampleKey: example }),
    ...(dynamic !== undefined && { dynamic: dynamic !== "false" }),
    ...(seed !== undefined && { seed }),
  };
};
