// What a handler gives back and how it is put on the wire; knows nothing about any API.
import type { ServerResponse } from "node:http";

/** One HTTP answer as a value. `body` is the exact text to send. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Sent one after the other in place of `body`, without a length: for streams. */
  readonly chunks?: readonly string[];
}

/** A JSON answer. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const type = { "content-type": "application/json" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(body) };
}

/** 204: no body, though some servers name a media type all the same. */
export function emptyAnswer(headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 204, headers, body: "" };
}

/** An answer of any other media type. */
export function textAnswer(status: number, contentType: string, body: string): Answer {
  return { status, headers: { "content-type": contentType }, body };
}

/** An answer that comes in pieces, which may end anywhere in a line. */
export function chunkedAnswer(
  contentType: string,
  chunks: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status: 200, headers: { "content-type": contentType, ...headers }, body: "", chunks };
}

/** The same answer with further headers, which win over its own. */
export function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** Sends the whole answer. A 204 or 304 never has a body (RFC 9110, 15.3.5 and 15.4.5). */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.chunks) {
    sendChunks(response, answer, answer.chunks);
    return;
  }
  const bodiless = answer.status === 204 || answer.status === 304;
  const length = bodiless ? {} : { "content-length": String(Buffer.byteLength(answer.body)) };
  response.writeHead(answer.status, { ...lowerCase(answer.headers), ...length });
  response.end(bodiless ? undefined : answer.body);
}

/** Sends the head and half of the body, then drops the connection. */
export function sendTornAnswer(response: ServerResponse, answer: Answer): void {
  const [half] = sendHead(response, answer);
  response.write(half, () => response.socket?.destroy());
}

/** Sends the head and half of the body, and the other half once `rest` settles. */
export function sendHaltingAnswer(
  response: ServerResponse,
  answer: Answer,
  rest: PromiseLike<unknown>,
): void {
  const [half, remainder] = sendHead(response, answer);
  response.write(half);
  const finish = () => void response.end(remainder);
  rest.then(finish, finish);
}

/** Sends the head with the length of the whole body; answers the body's halves. */
function sendHead(response: ServerResponse, answer: Answer): [half: Buffer, rest: Buffer] {
  const bytes = Buffer.from(answer.body.padEnd(2, " "));
  response.writeHead(answer.status, {
    ...lowerCase(answer.headers),
    "content-length": String(bytes.byteLength),
  });
  const middle = Math.floor(bytes.byteLength / 2);
  return [bytes.subarray(0, middle), bytes.subarray(middle)];
}

/** Each piece leaves before the next is written, or the platform might join them. */
function sendChunks(response: ServerResponse, answer: Answer, chunks: readonly string[]): void {
  const [first, ...others] = chunks;
  if (!response.headersSent) response.writeHead(answer.status, lowerCase(answer.headers));
  if (first === undefined) response.end();
  else response.write(first, () => setImmediate(() => sendChunks(response, answer, others)));
}

/** Merging needs one spelling, or `Retry-After` and `retry-after` would both be sent. */
function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, v]) => [name.toLowerCase(), v]));
}
