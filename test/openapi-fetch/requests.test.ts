import { describe, expect, it } from "vitest";
import { baseUrl, json, libraries, observedFetch, type paths } from "./support/libraries.js";

const thing = { params: { path: { id: "a/b" } } } as const;

describe.each(libraries)("%s sends", (_, { default: createClient }) => {
  const given = (options: Parameters<typeof createClient>[0] = {}) => {
    const { fetch, sent } = observedFetch(() => json({ id: 1 }));
    return { client: createClient<paths>({ baseUrl, fetch, ...options }), sent, fetch };
  };

  it("every verb, and any verb by name", async () => {
    const { client, sent } = given();
    await client.GET("/things");
    await client.POST("/things", { body: { name: "x" } });
    await client.HEAD("/things");
    await client.OPTIONS("/things");
    await client.PUT("/things/{id}", thing);
    await client.PATCH("/things/{id}", { ...thing, body: { name: "y" } });
    await client.DELETE("/things/{id}", thing);
    await client.request("get", "/things/{id}", thing);
    expect(sent.map(({ line, body }) => `${line} ${body}`.trim())).toEqual([
      `GET ${baseUrl}/things`,
      `POST ${baseUrl}/things {"name":"x"}`,
      `HEAD ${baseUrl}/things`,
      `OPTIONS ${baseUrl}/things`,
      `PUT ${baseUrl}/things/a%2Fb`,
      `PATCH ${baseUrl}/things/a%2Fb {"name":"y"}`,
      `DELETE ${baseUrl}/things/a%2Fb`,
      `GET ${baseUrl}/things/a%2Fb`,
    ]);
  });

  it("TRACE as far as the platform lets it", async () => {
    const { client } = given();
    await expect(client.TRACE("/things")).rejects.toThrow(TypeError);
  });

  it("queries in the default styles, and without what is undefined, null or empty", async () => {
    const { client, sent } = given();
    await client.GET("/things", {
      params: { query: { q: "a b&c", tags: ["x", "y/z"], filter: { a: 1, b: "é" } } },
    });
    await client.GET("/things", { params: { query: { q: undefined as never, tags: [] } } });
    expect(sent.map(({ line }) => line)).toEqual([
      `GET ${baseUrl}/things?q=a%20b%26c&tags=x&tags=y%2Fz&filter[a]=1&filter[b]=%C3%A9`,
      `GET ${baseUrl}/things`,
    ]);
  });

  it("queries in the styles of the client, of the call, and of functions", async () => {
    const { client, sent } = given({
      querySerializer: { array: { style: "pipeDelimited", explode: false }, allowReserved: true },
    });
    const query = { q: "a/b", tags: ["x", "y"], filter: { a: 1 } };
    await client.GET("/things", { params: { query } });
    await client.GET("/things", {
      params: { query },
      querySerializer: { object: { style: "form", explode: false } },
    });
    await client.GET("/things", { params: { query }, querySerializer: () => "?own=1" });
    expect(sent.map(({ line }) => line.split("?")[1])).toEqual([
      "q=a/b&tags=x|y&filter[a]=1",
      "q=a/b&tags=x|y&filter=a,1",
      "own=1",
    ]);
  });

  it("paths by the marks of RFC 6570, and by a function", async () => {
    const { client, sent } = given();
    const path = { path: ["a", "b c"], kind: "txt", area: "x" };
    await client.GET("/files/{path*}/{.kind}/{;area}", { params: { path } });
    await client.GET("/things/{id}", {
      ...thing,
      pathSerializer: (url, values) => url.replace("{id}", `~${String(values.id)}`),
    });
    expect(sent.map(({ line }) => line)).toEqual([
      `GET ${baseUrl}/files/a,b%20c/.txt/;area=x`,
      `GET ${baseUrl}/things/~a/b`,
    ]);
  });

  it("headers: the client's, the call's, header parameters, null for none, lists, numbers", async () => {
    const { client, sent } = given({
      headers: { "X-Client": "1", "X-Gone": "1", "X-Trace": "client", "X-Number": 5 },
    });
    await client.GET("/things", {
      params: { header: { "X-Trace": "parameter" }, cookie: { session: "not sent" } },
      headers: { "X-Gone": null, "X-Trace": "call", "X-List": ["a", "b"], "X-True": true },
    });
    await client.GET("/things", { headers: new Headers({ "X-Client": "2" }) });
    expect(sent[0]?.headers).toEqual({
      "x-client": "1",
      "x-list": "a, b",
      "x-number": "5",
      "x-trace": "parameter",
      "x-true": "true",
    });
    expect(sent[1]?.headers["x-client"]).toBe("2");
  });

  it("bodies as JSON, as forms by their header, as FormData, and by serialisers", async () => {
    const { client, sent } = given({ headers: { "X-A": "1" } });
    const body = { name: "é" };
    await client.POST("/things", { body });
    await client.POST("/things", {
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    await client.POST("/things", {
      body,
      bodySerializer: ({ name }) => {
        const form = new FormData();
        form.set("name", name);
        return form;
      },
    });
    await client.POST("/things", {
      body,
      bodySerializer: () => new Uint8Array([104, 105]),
      headers: { "Content-Type": "application/octet-stream" },
    });
    expect(sent.map(({ headers }) => headers["content-type"]?.split(";")[0])).toEqual([
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "application/octet-stream",
    ]);
    expect([sent[0]?.body, sent[1]?.body, sent[3]?.body]).toEqual([
      '{"name":"é"}',
      "name=%C3%A9",
      "hi",
    ]);
    expect(sent[2]?.body).toMatch(/^--.*\r\nContent-Disposition: form-data; name="name"\r\n\r\né/);
    // The boundary in the header is that of the body.
    await expect(sent[2]?.request.formData()).resolves.toBeInstanceOf(FormData);
  });

  it("bodies that are streams, as they come", async () => {
    const { client, sent } = given();
    const stream = new Blob(["str", "eam"]).stream();
    await client.POST("/things", {
      body: stream as never,
      bodySerializer: (body: unknown) => body,
      duplex: "half",
    });
    expect(sent[0]?.body).toBe("stream");
  });

  it("no body and no media type where there is none", async () => {
    const { client, sent } = given();
    await client.PUT("/things/{id}", thing);
    expect([sent[0]?.headers, sent[0]?.body, sent[0]?.request.body]).toEqual([{}, "", null]);
  });

  it("to the server of the call, without a slash at its end", async () => {
    const { client, sent } = given({ baseUrl: `${baseUrl}/` });
    await client.GET("/things");
    await client.GET("/things", { baseUrl: "https://other.test/" });
    expect(sent.map(({ line }) => line)).toEqual([
      `GET ${baseUrl}/things`,
      "GET https://other.test/things",
    ]);
  });

  it("from clients that know no server", async () => {
    const { fetch, sent } = observedFetch(() => json([]));
    await createClient<paths>({ fetch }).GET("/things", { baseUrl });
    expect(sent[0]?.line).toBe(`GET ${baseUrl}/things`);
    await expect(createClient<paths>({ fetch }).GET("/things")).rejects.toThrow(TypeError);
  });

  it("by the fetch of the call", async () => {
    const other = observedFetch(() => json([{ id: 2 }]));
    const { client, sent } = given();
    const { data } = await client.GET("/things", { fetch: other.fetch });
    expect([sent.length, other.sent.length, data]).toEqual([0, 1, [{ id: 2 }]]);
  });

  it("what the platform is told, by client and by call", async () => {
    const { client, sent } = given({ credentials: "include", cache: "no-store", mode: "cors" });
    await client.GET("/things", { integrity: "sha256-x", referrerPolicy: "origin" });
    await client.GET("/things", { credentials: "same-origin", keepalive: true });
    expect(sent[0]?.request).toMatchObject({
      credentials: "include",
      cache: "no-store",
      integrity: "sha256-x",
      referrerPolicy: "origin",
    });
    expect(sent[1]?.request).toMatchObject({ credentials: "same-origin", keepalive: true });
  });

  it("members that no request has, for those who look for them", async () => {
    const { client, sent } = given();
    await client.GET("/things", { next: { revalidate: 60 } });
    expect(sent[0]?.request).toMatchObject({ next: { revalidate: 60 } });
  });

  it("requests of another class, and the second argument of fetch", async () => {
    class MarkedRequest extends Request {
      readonly mark = "own";
    }
    const { client, sent } = given({ Request: MarkedRequest, requestInitExt: { dispatcher: 1 } });
    await client.POST("/things", { body: { name: "x" } });
    await client.GET("/things");
    expect(sent.map(({ request }) => request)).toEqual([
      expect.objectContaining({ mark: "own" }),
      expect.objectContaining({ mark: "own" }),
    ]);
    expect(sent.map(({ extension }) => extension)).toEqual([{ dispatcher: 1 }, { dispatcher: 1 }]);
  });
});

describe.each(libraries)(
  "%s by path",
  (_, { createPathBasedClient, wrapAsPathBasedClient, ...library }) => {
    it("sends the same", async () => {
      const { fetch, sent } = observedFetch(() => json({ id: 1 }));
      const client = createPathBasedClient<paths>({ baseUrl, fetch });
      const wrapped = wrapAsPathBasedClient(library.default<paths>({ baseUrl, fetch }));
      const { data } = await client["/things/{id}"].GET(thing);
      await client["/things/{id}"].PUT({ ...thing, body: { name: "x" } });
      await wrapped["/things"].POST({ body: { name: "y" } });
      expect(data).toEqual({ id: 1 });
      expect(sent.map(({ line, body }) => `${line} ${body}`.trim())).toEqual([
        `GET ${baseUrl}/things/a%2Fb`,
        `PUT ${baseUrl}/things/a%2Fb {"name":"x"}`,
        `POST ${baseUrl}/things {"name":"y"}`,
      ]);
      expect(client["/things"]).toBe(client["/things"]);
    });
  },
);
