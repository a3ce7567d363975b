/** Calls as users of openapi-fetch write them. */
import createClient, { createPathBasedClient, wrapAsPathBasedClient } from "openapi-fetch";
import type { components, paths } from "../../../generated/neurograph/schema.js";
import { expectTypeOf } from "../support/expect-type.js";

type Token = components["schemas"]["Token"];

const client = createClient<paths>({
  baseUrl: "https://api.test",
  headers: { "X-A": 1, "X-B": ["a", true], "X-C": null, "X-D": undefined },
  credentials: "include",
  cache: "no-store",
  querySerializer: { array: { style: "form", explode: false }, allowReserved: true },
  requestInitExt: { dispatcher: {} },
});

/** data, error and response are told apart by each other */
export async function results(): Promise<void> {
  const result = await client.GET("/api/v1/tokens/{token_id}", {
    params: { path: { token_id: 1 } },
  });
  expectTypeOf(result.response).toBe<Response>();
  if (result.data === undefined) {
    expectTypeOf(result.data).toBe<undefined>();
    return;
  }
  expectTypeOf(result.data).toBe<Token>();
  expectTypeOf(result.error).toBe<undefined>();
}

/** data is undefined before error has been looked at */
export async function destructured(): Promise<Token | undefined> {
  const { data, error } = await client.GET("/api/v1/tokens/{token_id}", {
    params: { path: { token_id: 1 } },
  });
  if (error) return undefined;
  expectTypeOf(data).toBe<Token>();
  return data;
}

/** parseAs says what data is */
export async function parsed(): Promise<void> {
  const init = { params: { path: { token_id: 1 } } };
  const text = await client.GET("/api/v1/tokens/{token_id}", { ...init, parseAs: "text" });
  const blob = await client.GET("/api/v1/tokens/{token_id}", { ...init, parseAs: "blob" });
  const stream = await client.GET("/api/v1/tokens/{token_id}", { ...init, parseAs: "stream" });
  const buffer = await client.GET("/api/v1/tokens/{token_id}", { ...init, parseAs: "arrayBuffer" });
  expectTypeOf(text.data).toBe<string | undefined>();
  expectTypeOf(blob.data).toBe<Blob | undefined>();
  expectTypeOf(stream.data).toBe<ReadableStream<Uint8Array<ArrayBuffer>> | null | undefined>();
  expectTypeOf(buffer.data).toBe<ArrayBuffer | undefined>();
}

/** a call takes a request's members, serialisers, middlewares, a fetch, and what nobody knows */
export async function options(signal: AbortSignal): Promise<void> {
  await client.POST("/api/v1/tokens", {
    body: { text: "x" },
    baseUrl: "https://other.test",
    headers: new Headers(),
    signal,
    keepalive: true,
    bodySerializer: (body) => JSON.stringify(body),
    querySerializer: () => "",
    pathSerializer: (path) => path,
    middleware: [{ onRequest: ({ request }) => request }],
    fetch: async (request) => new Response(request.url),
    next: { revalidate: 60 },
  });
}

/** verbs by name, and by path */
export async function otherForms(): Promise<void> {
  const init = { params: { path: { token_id: 1 } } };
  const byName = await client.request("get", "/api/v1/tokens/{token_id}", init);
  expectTypeOf(byName.data).toBe<Token | undefined>();
  const byPath = createPathBasedClient<paths>({ baseUrl: "https://api.test" });
  const { data } = await byPath["/api/v1/tokens/{token_id}"].GET(init);
  expectTypeOf(data).toBe<Token | undefined>();
  const wrapped = wrapAsPathBasedClient(client);
  expectTypeOf((await wrapped["/api/v1/tokens/{token_id}"].GET(init)).data).toBe<
    Token | undefined
  >();
}

/** mistakes are mistakes */
export async function mistakes(): Promise<void> {
  // @ts-expect-error: no such path
  await client.GET("/api/v1/nothing");
  // @ts-expect-error: the path has no such verb
  await client.PATCH("/api/v1/tokens", { body: {} });
  // @ts-expect-error: the path value is missing
  await client.GET("/api/v1/tokens/{token_id}");
  // @ts-expect-error: the body is of another shape
  await client.POST("/api/v1/tokens", { body: { text: 1 } });
  // @ts-expect-error: no such way to read a body
  await client.GET("/health", { parseAs: "xml" });
  // @ts-expect-error: no such option of a client
  createClient<paths>({ baseURL: "https://api.test" });
}
