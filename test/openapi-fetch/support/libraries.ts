/** openapi-fetch itself and what stands in for it: the tests beside this folder hold for both, word by word. */
import * as original from "openapi-fetch";
import * as ours from "../../../src/openapi-fetch/index.js";

/** What both have in common is what openapi-fetch declares. */
export type Library = typeof original;

export const libraries: readonly (readonly [name: string, library: Library])[] = [
  ["openapi-fetch", original],
  ["clientwright/openapi-fetch", ours],
];

/** Paths that the tests ask for; written as openapi-typescript writes them. */
export interface paths {
  "/things": {
    get: {
      parameters: {
        query?: { q?: string; tags?: string[]; filter?: { a?: number; b?: string } };
        header?: { "X-Trace"?: string };
        cookie?: { session?: string };
      };
      responses: {
        200: { content: { "application/json": { id: number; name?: string }[] } };
        default: { content: { "application/json": { message: string } } };
      };
    };
    post: {
      requestBody: { content: { "application/json": { name: string } } };
      responses: {
        201: { content: { "application/json": { id: number; name: string } } };
        422: { content: { "application/json": { message: string } } };
      };
    };
    head: { responses: { 200: { content?: never } } };
    options: { responses: { 204: { content?: never } } };
    trace: { responses: { 200: { content: { "message/http": string } } } };
  };
  "/things/{id}": {
    parameters: { path: { id: string } };
    get: {
      parameters: { path: { id: string } };
      responses: {
        200: { content: { "application/json": { id: number } } };
        404: { content: { "application/json": { message: string } } };
      };
    };
    put: {
      parameters: { path: { id: string } };
      requestBody?: { content: { "application/json": { name: string } } };
      responses: { 200: { content: { "application/json": { id: number } } } };
    };
    patch: {
      parameters: { path: { id: string } };
      requestBody: { content: { "application/json": { name?: string } } };
      responses: { 204: { content?: never } };
    };
    delete: {
      parameters: { path: { id: string } };
      responses: { 204: { content?: never } };
    };
  };
  "/files/{path*}/{.kind}/{;area}": {
    get: {
      parameters: { path: { path: string[]; kind: string; area: string } };
      responses: { 200: { content: { "text/plain": string } } };
    };
  };
}

/** A request as it reached the `fetch` that a client was given. */
export interface Sent {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly request: Request;
  readonly extension: unknown;
}

/** Answers for every request; what was sent is kept. */
export function observedFetch(answer: (request: Request, count: number) => Response | Error) {
  const sent: Sent[] = [];
  const fetch = async (request: Request, ...rest: unknown[]): Promise<Response> => {
    if (!(request instanceof Request)) throw new Error("fetch was given no Request");
    request.signal.throwIfAborted();
    sent.push({
      line: `${request.method} ${request.url}`,
      headers: Object.fromEntries(request.headers),
      body: await request.clone().text(),
      request,
      extension: rest[0],
    });
    const given = answer(request, sent.length);
    if (given instanceof Error) throw given;
    return given;
  };
  return { fetch, sent };
}

/** A JSON answer. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });

export const baseUrl = "https://api.test/v1";
