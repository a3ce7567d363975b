// Remembers every request a test server received, for assertions.
import type { IncomingMessage } from "node:http";
import { compilePathTemplate } from "./path-template.js";
import { parseJson } from "./request-body.js";

/** One received request. */
export interface RecordedRequest {
  /** Position in order of arrival, counted from 1. */
  readonly sequence: number;
  readonly method: string;
  /** Path with its query, exactly as sent. */
  readonly path: string;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body text, empty when there was none. */
  readonly body: string;
  /** The body as it came, for what is not text. */
  readonly bytes: Buffer;
  /** Parsed body; undefined when it is not JSON. */
  readonly json: unknown;
}

/** Which requests are meant: `POST /api/v1/tokens/{id}`, a path template alone, or a test. */
export type RequestMatch = string | ((request: RecordedRequest) => boolean);

/** The list and its counter. */
export interface RequestLog {
  readonly requests: readonly RecordedRequest[];
  add(message: IncomingMessage, body: string, bytes: Buffer): RecordedRequest;
  /** Requests of that method (`*` is any) whose path, query aside, fits template or expression. */
  count(method: string, pathPattern: string | RegExp): number;
}

/** An empty log. */
export function createRequestLog(): RequestLog {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    add(message, body, bytes) {
      const request: RecordedRequest = {
        sequence: requests.length + 1,
        method: message.method ?? "GET",
        path: message.url ?? "/",
        headers: joinHeaders(message),
        body,
        bytes,
        json: parseJson(body),
      };
      requests.push(request);
      return request;
    },
    count(method, pathPattern) {
      const fits = pathTest(pathPattern);
      const anyMethod = method === "*";
      return requests.filter((r) => (anyMethod || r.method === method) && fits(pathOf(r))).length;
    },
  };
}

/** The path without its query. */
export function pathOf(request: RecordedRequest): string {
  return request.path.split("?", 1)[0] ?? "";
}

/** The query, parsed. */
export function queryOf(request: RecordedRequest): URLSearchParams {
  const start = request.path.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : request.path.slice(start + 1));
}

/** Turns a match into a test. */
export function requestTest(match: RequestMatch): (request: RecordedRequest) => boolean {
  if (typeof match === "function") return match;
  const [first = "", second] = match.split(" ");
  const fits = pathTest(second ?? first);
  const method = second === undefined ? "*" : first;
  return (request) => (method === "*" || request.method === method) && fits(pathOf(request));
}

function pathTest(pattern: string | RegExp): (path: string) => boolean {
  if (typeof pattern !== "string") return (path) => pattern.test(path);
  const template = compilePathTemplate(pattern);
  return (path) => template.match(path) !== undefined;
}

function joinHeaders(message: IncomingMessage): Record<string, string> {
  const entries = Object.entries(message.headersDistinct);
  return Object.fromEntries(entries.map(([name, values]) => [name, (values ?? []).join(", ")]));
}
