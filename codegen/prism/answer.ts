/** Writes answers: Prism's, a problem of its own, or the real server's as it came. */
import type { ServerResponse } from "node:http";
import type { PrismRefusal, PrismResponse } from "./engine.js";
import { isJson } from "./exchange.js";

/** Statuses that have no body whatever the document says (RFC 9110, section 6.4.1). */
const hasNoBody = (status: number): boolean => status < 200 || status === 204 || status === 304;

const isLines = (mediaType: string): boolean =>
  /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)\b/i.test(mediaType);

const isEvents = (mediaType: string): boolean => /^text\/event-stream\b/i.test(mediaType);

/**
 * Body of a mocked answer in its media type; throws when an example does not fit it. In streams a
 * string is the stream itself; any other value is what one event or line says, or a list of lines.
 */
const serialize = (body: unknown, mediaType: string): string => {
  if (body === undefined) return "";
  if (isJson(mediaType)) return JSON.stringify(body);
  if (typeof body === "string") return body;
  if (isEvents(mediaType)) return `data: ${JSON.stringify(body)}\n\n`;
  if (isLines(mediaType))
    return [body]
      .flat()
      .map((line) => `${JSON.stringify(line)}\n`)
      .join("");
  throw new Error(`The answer is ${mediaType}, so its example must be a string in the document.`);
};

/** Headers that depend on the body as it is sent; an example of them would break the answer. */
const framing: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);

const setHeaders = (reply: ServerResponse, headers: Readonly<Record<string, unknown>>): void => {
  for (const [name, value] of Object.entries(headers)) {
    if (framing.has(name.toLowerCase())) continue;
    // A documented header that has neither schema nor example is mocked as null: leave it out.
    if (value !== null && value !== undefined) reply.setHeader(name, String(value));
  }
};

/** Sends a mocked answer. A HEAD request and a 204 get no content, whatever the document says. */
export const sendMocked = (reply: ServerResponse, response: PrismResponse): void => {
  const type = Object.entries(response.headers).find(([name]) => /^content-type$/i.test(name))?.[1];
  const isEmpty = hasNoBody(response.statusCode);
  const body = isEmpty ? "" : serialize(response.body, String(type ?? ""));
  setHeaders(reply, response.headers);
  if (isEmpty) reply.removeHeader("content-type");
  reply.statusCode = response.statusCode;
  reply.end(body);
};

/** Sends a refusal as problem+json (RFC 9457). */
export const sendRefusal = (reply: ServerResponse, refusal: PrismRefusal): void => {
  const { headers, ...additional } = refusal.additional ?? {};
  if (typeof headers === "object" && headers !== null) setHeaders(reply, { ...headers });
  const { name: type, message: title, status, detail } = refusal;
  reply.statusCode = status;
  reply.setHeader("content-type", "application/problem+json");
  reply.end(JSON.stringify({ type, title, status, detail, ...additional }));
};
