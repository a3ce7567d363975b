import type { Middleware } from "openapi-fetch";
import { describe, expect, it } from "vitest";
import { rejection } from "../support/rejection.js";
import { baseUrl, json, libraries, observedFetch, type paths } from "./support/libraries.js";

const once = { retry: false } as object;

describe.each(libraries)("middlewares of %s", (_, library) => {
  const { default: createClient } = library;
  const given = (answer: (request: Request) => Response | Error = () => json([{ id: 1 }])) => {
    const { fetch, sent } = observedFetch(answer);
    const client = createClient<paths>({ baseUrl, fetch, ...once });
    const calls: string[] = [];
    const noting = (name: string): Middleware => ({
      onRequest: () => void calls.push(`${name} request`),
      onResponse: () => void calls.push(`${name} response`),
      onError: () => void calls.push(`${name} error`),
    });
    return { client, sent, calls, noting };
  };

  it("see requests in order and responses in reverse, those of the call inside", async () => {
    const { client, calls, noting } = given();
    client.use(noting("a"), noting("b"));
    await client.GET("/things", { middleware: [noting("call")] });
    expect(calls).toEqual([
      "a request",
      "b request",
      "call request",
      "call response",
      "b response",
      "a response",
    ]);
  });

  it("see errors in reverse", async () => {
    const { client, calls, noting } = given(() => new TypeError("fetch failed"));
    client.use(noting("a"), noting("b"));
    expect(await rejection(client.GET("/things"))).toBeInstanceOf(TypeError);
    expect(calls).toEqual(["a request", "b request", "b error", "a error"]);
  });

  it("are taken out again", async () => {
    const { client, calls, noting } = given();
    const a = noting("a");
    client.use(a, noting("b"));
    client.eject(a, noting("unknown"));
    await client.GET("/things");
    expect(calls).toEqual(["b request", "b response"]);
  });

  it("are told of the call", async () => {
    const { client } = given();
    const seen: Parameters<NonNullable<Middleware["onRequest"]>>[0][] = [];
    client.use({ onRequest: (about) => void seen.push(about) });
    const params = { path: { id: "1" } };
    await client.GET("/things/{id}", { params, parseAs: "text" });
    await client.GET("/things/{id}", { params });
    expect(seen[0]).toMatchObject({
      schemaPath: "/things/{id}",
      params,
      options: { baseUrl, parseAs: "text" },
    });
    expect(seen[0]?.request.url).toBe(`${baseUrl}/things/1`);
    expect(Object.isFrozen(seen[0]?.options)).toBe(true);
    expect(seen[0]?.options.querySerializer({ a: 1 })).toBe("a=1");
    expect(seen[0]?.options.bodySerializer({ a: 1 } as never)).toBe('{"a":1}');
    expect(seen[0]?.options.pathSerializer("/{a}", { a: 1 })).toBe("/1");
    expect(new Set(seen.map(({ id }) => id)).size).toBe(2);
  });

  it("send further requests by the fetch they are shown", async () => {
    const { client, sent } = given();
    client.use({
      async onResponse({ options }) {
        return options.fetch(new Request("https://other.test/x"));
      },
    });
    await client.GET("/things");
    expect(sent.map(({ line }) => line)).toEqual([
      `GET ${baseUrl}/things`,
      "GET https://other.test/x",
    ]);
  });

  it("change headers, or send another request", async () => {
    const { client, sent } = given();
    client.use(
      { onRequest: ({ request }) => request.headers.set("x-a", "1") },
      {
        onRequest: ({ request }) =>
          new Request("https://other.test/x", {
            method: "PUT",
            headers: request.headers,
            body: "other",
            credentials: "include",
          }),
      },
    );
    await client.POST("/things", { body: { name: "x" } });
    expect(sent[0]).toMatchObject({ line: "PUT https://other.test/x", body: "other" });
    expect(sent[0]?.headers).toMatchObject({ "x-a": "1" });
    expect(sent[0]?.request.credentials).toBe("include");
  });

  it("answer in place of the server: nothing is sent, and no response is looked at", async () => {
    const { client, sent, calls, noting } = given();
    client.use(noting("a"), { onRequest: () => json([{ id: 9 }]) }, noting("b"));
    const { data } = await client.GET("/things");
    expect([data, sent, calls]).toEqual([[{ id: 9 }], [], ["a request"]]);
  });

  it("change the response", async () => {
    const { client } = given();
    client.use({
      onResponse: async ({ response }) =>
        new Response(JSON.stringify({ wrapped: await response.json() }), {
          ...response,
          status: 203,
        }),
    });
    const { data, response } = await client.GET("/things");
    expect([data, response.status]).toEqual([{ wrapped: [{ id: 1 }] }, 203]);
  });

  it("exchange errors, or answer in their place", async () => {
    const thrown = new TypeError("fetch failed");
    const { client } = given(() => thrown);
    const wrap: Middleware = { onError: ({ error }) => new Error("wrapped", { cause: error }) };
    const error = await rejection(client.GET("/things", { middleware: [wrap] }));
    expect(error).toMatchObject({ message: "wrapped", cause: thrown });
    client.use({ onError: () => json([{ id: 5 }]) });
    expect((await client.GET("/things", { middleware: [wrap] })).data).toEqual([{ id: 5 }]);
  });

  it("reject when they throw, or answer something else", async () => {
    const boom = new Error("boom");
    const { client } = given();
    const asked = (middleware: Middleware): Promise<unknown> =>
      rejection(client.GET("/things", { middleware: [middleware] }));
    const fails = (): never => {
      throw boom;
    };
    expect(await asked({ onRequest: fails })).toBe(boom);
    expect(await asked({ onResponse: fails })).toBe(boom);
    expect(await asked({ onRequest: () => "text" as never })).toMatchObject({
      message: expect.stringContaining("onRequest: must return new Request() or Response()"),
    });
    expect(await asked({ onResponse: () => "text" as never })).toMatchObject({
      message: expect.stringContaining("onResponse: must return new Response()"),
    });
  });

  it("are refused when they are none, and absent ones are passed over", () => {
    const { client } = given();
    expect(() => client.use({} as never)).toThrow("Middleware must be an object");
    expect(() => client.use("text" as never)).toThrow("Middleware must be an object");
    expect(() => client.use(undefined as never)).not.toThrow();
  });

  it("keep what they remember of a request for its response", async () => {
    const { client } = given();
    const started = new Map<string, string>();
    let found: string | undefined;
    client.use({
      onRequest: ({ id, request }) => void started.set(id, request.url),
      onResponse({ id }) {
        found = started.get(id);
      },
    });
    await client.GET("/things");
    expect(found).toBe(`${baseUrl}/things`);
  });
});

describe("the helpers", () => {
  const [original, ours] = libraries.map(([, library]) => library);

  it("are openapi-fetch's own, all that it declares", () => {
    const made = ["default", "createPathBasedClient"];
    // Used by its client alone: no declaration has it.
    const names = Object.keys(original ?? {}).filter((name) => name !== "randomID");
    expect(Object.keys(ours ?? {}).sort()).toEqual(names.sort());
    for (const name of names.filter((each) => !made.includes(each)))
      expect(Reflect.get(ours ?? {}, name)).toBe(Reflect.get(original ?? {}, name));
  });
});
