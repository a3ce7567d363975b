import { describe, expect, it } from "vitest";
import { startRawServer } from "../support/raw-server.js";
import { rejection } from "../support/rejection.js";
import { baseUrl, json, libraries, observedFetch, type paths } from "./support/libraries.js";

const thing = { params: { path: { id: "1" } } } as const;

/** One attempt where there are retries; openapi-fetch takes the option for one of the platform's. */
const once = { retry: false } as object;

describe.each(libraries)("%s answers", (_, { default: createClient }) => {
  const given = (answer: () => Response | Error) => {
    const { fetch, sent } = observedFetch(answer);
    return { client: createClient<paths>({ baseUrl, fetch, ...once }), sent };
  };

  it("data and the very response", async () => {
    const response = json([{ id: 1 }]);
    const result = await given(() => response).client.GET("/things");
    expect(result).toEqual({ data: [{ id: 1 }], response });
    expect(result.response).toBe(response);
    expect(Object.keys(result)).toEqual(["data", "response"]);
  });

  it("errors as JSON, whatever their media type, else as text", async () => {
    const message = { message: "no" };
    const plain = new Response(JSON.stringify(message), { status: 404 });
    const answers = [json(message, 404), plain, new Response("<p>no", { status: 500 })];
    const { client } = given(() => answers.shift() ?? new Error("no more"));
    const results = [
      await client.GET("/things/{id}", thing),
      await client.GET("/things/{id}", thing),
      await client.GET("/things/{id}", thing),
    ];
    expect(results.map(({ error }) => error)).toEqual([message, message, "<p>no"]);
    expect(results.map(({ response }) => response.status)).toEqual([404, 404, 500]);
    expect(Object.keys(results[0] ?? {})).toEqual(["error", "response"]);
  });

  it.each([
    ["204", () => new Response(null, { status: 204 })],
    ["a length of 0", () => new Response("", { headers: { "content-length": "0" } })],
    ["no length and no body", () => new Response("")],
  ])("nothing for %s", async (_what, answer) => {
    const { data, error } = await given(answer).client.GET("/things");
    expect([data, error]).toEqual([undefined, undefined]);
  });

  it("no error body for an error of length 0, and what follows for a chunked one", async () => {
    const empty = { status: 500, headers: { "content-length": "0" } };
    const { error } = await given(() => new Response("", empty)).client.GET("/things");
    expect(error).toBeUndefined();
    const chunked = { headers: { "content-length": "0", "transfer-encoding": "chunked" } };
    const { data } = await given(() => new Response("text", chunked)).client.GET("/things", {
      parseAs: "text",
    });
    expect(data).toBe("text");
  });

  it("nothing for HEAD, whatever the headers say", async () => {
    const headers = { "content-length": "12", "x-count": "3" };
    const { data, response } = await given(() => new Response(null, { headers })).client.HEAD(
      "/things",
    );
    expect([data, response.headers.get("x-count")]).toEqual([undefined, "3"]);
  });

  it("text, blobs, buffers and streams", async () => {
    const { client } = given(() => new Response("[1]", { headers: { "content-length": "3" } }));
    const text = await client.GET("/things", { parseAs: "text" });
    const blob = await client.GET("/things", { parseAs: "blob" });
    const buffer = await client.GET("/things", { parseAs: "arrayBuffer" });
    const stream = await client.GET("/things", { parseAs: "stream" });
    expect([text.data, await blob.data?.text()]).toEqual(["[1]", "[1]"]);
    expect(new Uint8Array(buffer.data ?? new ArrayBuffer())).toEqual(new Uint8Array([91, 49, 93]));
    expect(stream.data).toBeInstanceOf(ReadableStream);
    expect(stream.response.bodyUsed).toBe(false);
    expect(await new Response(stream.data).text()).toBe("[1]");
  });

  it("responses that were cloned in time", async () => {
    const { fetch } = observedFetch(() => json([{ id: 1 }]));
    const client = createClient<paths>({ baseUrl, fetch });
    let clone: Response | undefined;
    client.use({
      onResponse({ response }) {
        clone = response.clone();
      },
    });
    await client.GET("/things");
    expect(await clone?.json()).toEqual([{ id: 1 }]);
  });

  it("a rejection for JSON that is none", async () => {
    const { client } = given(() => new Response("{", { headers: { "content-length": "1" } }));
    expect(await rejection(client.GET("/things"))).toBeInstanceOf(SyntaxError);
    expect(await rejection(given(() => new Response("{")).client.GET("/things"))).toBeInstanceOf(
      SyntaxError,
    );
  });

  it("what fetch threw", async () => {
    const thrown = new TypeError("fetch failed", { cause: new Error("refused") });
    expect(await rejection(given(() => thrown).client.GET("/things"))).toBe(thrown);
  });

  it("the reason of a signal", async () => {
    const reason = new Error("enough");
    const { client, sent } = given(() => json([]));
    const options = { signal: AbortSignal.abort(reason) };
    expect(await rejection(client.GET("/things", options))).toBe(reason);
    expect(sent).toEqual([]);
  });
});

describe.each(libraries)("%s over the platform's fetch", (_, { default: createClient }) => {
  const unanswered = (): Promise<never> => new Promise(() => {});

  it("rejects with the reason of a signal that aborts before the answer, and within it", async () => {
    const controllers = [new AbortController(), new AbortController()];
    const reason = new Error("enough");
    await using server = await startRawServer((_request, response, count) => {
      if (count === 2) response.writeHead(200, { "content-type": "application/json" }).write("[");
      controllers[count - 1]?.abort(reason);
      return unanswered();
    });
    const client = createClient<paths>({ baseUrl: server.url });
    for (const { signal } of controllers)
      expect(await rejection(client.GET("/things", { signal }))).toBe(reason);
  });

  it("rejects with a DOMException where no reason is given", async () => {
    const controller = new AbortController();
    await using server = await startRawServer(() => {
      controller.abort();
      return unanswered();
    });
    const { signal } = controller;
    const error = await rejection(
      createClient<paths>({ baseUrl: server.url }).GET("/things", { signal }),
    );
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: "AbortError" });
  });

  it("hands over a stream while it is being sent, and ends it with the signal", async () => {
    await using server = await startRawServer((_request, response) => {
      response.writeHead(200).write("first");
      return unanswered();
    });
    const controller = new AbortController();
    const { data } = await createClient<paths>({ baseUrl: server.url }).GET("/things", {
      parseAs: "stream",
      signal: controller.signal,
    });
    const reader = data?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first");
    const reason = new Error("enough");
    controller.abort(reason);
    expect(await rejection(reader?.read() ?? Promise.resolve())).toBe(reason);
  });

  it("follows redirects, hands them over, or refuses them, as it is told", async () => {
    await using server = await startRawServer((request, response) => {
      if (request.path === "/things") response.writeHead(302, { location: "/moved" }).end();
      else response.writeHead(200).end("[]");
    });
    const client = createClient<paths>({ baseUrl: server.url, ...once });
    const followed = await client.GET("/things");
    expect([followed.data, followed.response.url]).toEqual([[], `${server.url}/moved`]);
    const { response } = await client.GET("/things", { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([302, "/moved"]);
    expect(await rejection(client.GET("/things", { redirect: "error" }))).toBeInstanceOf(TypeError);
  });

  it("rejects with a TypeError where nobody listens", async () => {
    const server = await startRawServer((_request, response) => void response.end());
    const { url } = server;
    await server[Symbol.asyncDispose]();
    const client = createClient<paths>({ baseUrl: url, ...once });
    const error = await rejection(client.GET("/things"));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ cause: { code: "ECONNREFUSED" } });
  });
});
