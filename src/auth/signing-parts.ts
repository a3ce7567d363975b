/** What of a request can be signed. */
import { bytesOf } from "./encoding.js";

/** The request as it goes to the wire, in pieces. */
export interface SigningParts {
  /** Seconds since the epoch, whole, in decimal. */
  readonly timestamp: string;
  /** Upper case. */
  readonly method: string;
  readonly url: URL;
  /** Path and query as on the request line, less the path of the base URL. */
  readonly target: string;
  /** Path and query as on the request line. */
  readonly requestTarget: string;
  readonly headers: Headers;
  /** The bytes that are sent; none when there is no body. */
  readonly body: Uint8Array;
}

/** The pieces of a request that is about to be sent at `now`. The request stays unread. */
export async function createSigningParts(
  request: Request,
  baseUrl: string,
  now: number,
): Promise<SigningParts> {
  const url = new URL(request.url);
  const requestTarget = url.pathname + url.search;
  return {
    timestamp: String(Math.floor(now / 1000)),
    method: request.method.toUpperCase(),
    url,
    target: withoutBase(requestTarget, baseUrl),
    requestTarget,
    headers: new Headers(request.headers),
    body: new Uint8Array(await request.clone().arrayBuffer()),
  };
}

function withoutBase(target: string, baseUrl: string): string {
  const base = new URL(baseUrl).pathname.replace(/\/+$/, "");
  const isBelow = base !== "" && target.startsWith(`${base}/`);
  return isBelow ? target.slice(base.length) : target;
}

/** The parts of `timestamp.METHOD.target.body`. */
export type DottedParts = Pick<SigningParts, "timestamp" | "method" | "target" | "body">;

/** `timestamp.METHOD.target.body`: the body as bytes, which need not be text. */
export function dottedMessage({ timestamp, method, target, body }: DottedParts): Uint8Array {
  const start = bytesOf(`${timestamp}.${method}.${target}.`);
  const all = new Uint8Array(start.length + body.length);
  all.set(start);
  all.set(body, start.length);
  return all;
}
