/** The plain client: construction, any path by its verb, and what goes over the wire. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  AuthenticationError,
  RateLimitError,
  TracktionApiError,
  TracktionClient,
  type TracktionClientOptions,
  TracktionError,
} from "../../src/tracktion/index.js";
import { found, given, origin, rejection } from "./support/given.js";

const key = "tk_live_1234567890abcdef";

const givenClient = (
  script: Parameters<typeof given>[0],
  options: TracktionClientOptions = { apiKey: key },
) => {
  const world = given(script);
  return { ...world, client: new TracktionClient({ ...world, ...options }) };
};

describe("a client", () => {
  it("goes to the hosted service with its key as bearer token [TK-3, TK-4, TK-7, TK-17]", async () => {
    const { fetch, client } = givenClient([found]);
    await client.searchTracks("house");
    expect(fetch.last.url).toMatch(new RegExp(`^${origin}/api/v1/search/tracks\\?`));
    expect(fetch.last.headers.authorization).toBe(`Bearer ${key}`);
  });

  it("takes the key alone [TK-4]", () => {
    expect(new TracktionClient(key).apiKey).toBe(key);
  });

  it("goes elsewhere when told to, whatever slashes the address ends with [TK-5]", async () => {
    const baseUrl = "https://gateway.example/tracktion///";
    const { fetch, client } = givenClient([found], { apiKey: key, baseUrl });
    await client.searchTracks("house");
    expect(fetch.last.path).toBe("/tracktion/api/v1/search/tracks");
    expect(client.baseUrl).toBe("https://gateway.example/tracktion");
  });

  it("sends no Authorization without a key, also where the document asks for one [TK-6]", async () => {
    const { fetch, client } = givenClient([found, { json: {} }], {});
    await client.searchTracks("house");
    await client.get("/api/v1/anything");
    expect(fetch.requests.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("says what its body is only when it has one [TK-7]", async () => {
    const { fetch, client } = givenClient({ "* /*": { json: {} } });
    await client.get("/x");
    await client.delete("/x");
    await client.post("/x", {});
    const types = fetch.requests.map(({ headers }) => headers["content-type"]);
    expect(types).toEqual([undefined, undefined, "application/json"]);
  });

  it("sends its key in the header that servers of one's own read", async () => {
    const options = { apiKey: key, apiKeyHeader: "x-api-key" } as const;
    const { fetch, client } = givenClient({ "* /*": found }, options);
    await client.searchTracks("house");
    await client.get("/x");
    for (const { headers } of fetch.requests) {
      expect(headers).toMatchObject({ "x-api-key": key });
      expect(headers.authorization).toBeUndefined();
    }
  });

  it("lets its key be read, and prints it nowhere [TK-8]", async () => {
    const lines: unknown[] = [];
    const line = (...all: unknown[]): void => void lines.push(all);
    const logger = { debug: line, info: line, warn: line, error: line };
    const refusal = { status: 401, json: { error: "invalid_api_key", message: `no ${key}` } };
    const { client } = givenClient([refusal], { apiKey: key, logger });
    expect([client.apiKey, client.baseUrl]).toEqual([key, origin]);
    const error = await rejection(client.searchTracks("house"));
    expect(lines.length).toBeGreaterThan(0);
    const printed = [client, error, lines].map((value) => inspect(value, { depth: 9 }));
    const written = [client, error, lines].map((value) => JSON.stringify(value));
    expect(Object.keys(client)).not.toContain("apiKey");
    expect([...printed, ...written].join("")).not.toContain(key);
  });

  it.each([
    ["an empty key", { apiKey: "" }],
    ["no URL", { apiKey: key, baseUrl: "nowhere" }],
    ["a time limit below zero", { apiKey: key, timeoutMs: -1 }],
    ["http to another machine", { apiKey: key, baseUrl: "http://api.tracktion.com" }],
    ["http to a name that only looks near", { apiKey: key, baseUrl: "http://localhost.example" }],
  ])("is not made with %s", (_case, options) => {
    expect(() => new TracktionClient(options)).toThrow(TracktionApiError);
  });

  it.each([
    "http://localhost:8000",
    "http://tracktion.localhost",
    "http://127.0.0.1:8000",
    "http://[::1]:8000",
  ])("may speak http to its own machine: %s", (baseUrl) => {
    expect(new TracktionClient({ apiKey: key, baseUrl }).baseUrl).toBe(baseUrl);
  });

  it("may speak http to others when that is allowed, and for one call as for all", async () => {
    const baseUrl = "http://tracktion.internal";
    const insecure = { baseUrl, auth: false } as const;
    const { fetch, client } = givenClient({ "* /*": { json: 1 } });
    await expect(client.get("/x", insecure)).rejects.toThrow(/must be https/);
    expect(fetch.count).toBe(0);
    const allowed = new TracktionClient({ fetch, baseUrl, allowInsecure: true });
    await expect(allowed.get("/x")).resolves.toBe(1);
  });

  it("ends all its calls with its own signal, and one with that of the call [TK-3]", async () => {
    const all = new AbortController();
    const one = new AbortController();
    const { client } = givenClient({ "* /*": { never: true } }, { signal: all.signal });
    const first = client.get("/x", { signal: one.signal });
    const others = [client.get("/x"), client.get("/x", { signal: new AbortController().signal })];
    one.abort();
    expect(await rejection(first)).toMatchObject({ kind: "abort" });
    all.abort();
    for (const other of others) {
      const error = await rejection(other);
      expect(error).toBeInstanceOf(TracktionError);
      expect(error).toMatchObject({ kind: "abort" });
    }
  });

  it("limits each call to 30 s unless told otherwise [TK-129]", async () => {
    const usual = givenClient({ "* /*": { json: 1 } });
    await usual.client.get("/x");
    await usual.client.get("/x", { timeoutMs: 5_000 });
    expect(usual.clock.delays).toEqual([30_000, 5_000]);
    const own = givenClient([{ json: 1 }], { timeoutMs: 7_000 });
    await own.client.get("/x");
    expect(own.clock.delays).toEqual([7_000]);
  });

  it("has headers for every call, and those of a call win [TK-146]", async () => {
    const options = { apiKey: key, headers: { "X-Team": "a", "X-Other": "b" } };
    const { fetch, client } = givenClient({ "* /*": found }, options);
    await client.get("/x", { headers: { "X-Team": "c" } });
    await client.searchTracks("house");
    expect(fetch.requests[0]?.headers).toMatchObject({
      "x-team": "c",
      "x-other": "b",
      authorization: `Bearer ${key}`,
    });
    expect(fetch.requests[1]?.headers).toMatchObject({ "x-team": "a" });
  });

  it("gives its key up for an Authorization that is given [TK-146]", async () => {
    const { fetch, client } = givenClient({ "* /*": found });
    await client.get("/x", { headers: { authorization: "Bearer other" } });
    await client.searchTracks("house", {}, { headers: { Authorization: null } });
    const own = new TracktionClient({ apiKey: key, fetch, headers: { Authorization: "Basic x" } });
    await own.searchTracks("house");
    const sent = fetch.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual(["Bearer other", undefined, "Basic x"]);
  });
});

describe("any path", () => {
  it("is read with get, its parameters as query [TK-13, TK-14]", async () => {
    const { fetch, client } = givenClient({ "* /*": { json: { a: 1 } } });
    const query = { q: "deep house", limit: 5, genre: undefined, sort: null, tag: ["a", "b"] };
    const answer = await client.get<{ a: number }>("/api/v1/things", { query });
    expect(answer.a).toBe(1);
    expect(fetch.lines).toEqual(["GET /api/v1/things?q=deep+house&limit=5&tag=a&tag=b"]);
    await client.get("/api/v1/things?q=a+b");
    expect(fetch.last.url).toBe(`${origin}/api/v1/things?q=a+b`);
  });

  it("is written with post, put and patch, and taken away with delete [TK-15, TK-128]", async () => {
    const { fetch, client } = givenClient({ "* /*": { json: { done: true } } });
    for (const call of [
      () => client.post("/x", { a: 1 }),
      () => client.put("/x", { a: 2 }),
      () => client.patch("/x", { a: 3 }),
      () => client.delete("/x"),
    ])
      await expect(call()).resolves.toEqual({ done: true });
    expect(fetch.requests.map(({ method, text }) => `${method} ${text}`)).toEqual([
      'POST {"a":1}',
      'PUT {"a":2}',
      'PATCH {"a":3}',
      "DELETE ",
    ]);
  });

  it("gets no body from undefined and null, and {} as it is", async () => {
    const { fetch, client } = givenClient({ "* /*": {} });
    await client.post("/x");
    await client.post("/x", null);
    await client.post("/x", {});
    expect(fetch.requests.map(({ text }) => text)).toEqual(["", "", "{}"]);
    expect(fetch.requests[1]?.headers["content-type"]).toBeUndefined();
  });

  it("answers a response to classes that build on the client, and throws for others [TK-9, TK-12]", async () => {
    class Own extends TracktionClient {
      read(path: string): Promise<Response> {
        return this.makeRequest("GET", path);
      }
    }
    const limited = { status: 429, headers: { "x-ratelimit-retry-after": "7" } };
    const broken = { status: 418, headers: { "x-a": "1" }, json: { error: "teapot" } };
    const { fetch, clock } = given([{ json: { a: 1 } }, limited, broken]);
    const own = new Own({ apiKey: key, fetch, clock });
    const response = await own.read("/x");
    expect(response.bodyUsed).toBe(false);
    await expect(response.json()).resolves.toEqual({ a: 1 });
    expect(await rejection(own.read("/x"))).toBeInstanceOf(RateLimitError);
    const error = await rejection(own.read("/x"));
    expect(error).toMatchObject({ status: 418, body: { error: "teapot" } });
    expect((error as TracktionApiError).headers?.get("x-a")).toBe("1");
  });
});

describe("a reached rate limit", () => {
  const limited = (headers: Record<string, string>, json?: unknown) => ({
    status: 429,
    headers,
    ...(json !== undefined && { json }),
  });

  it.each([
    [
      "the documented header",
      { "x-ratelimit-retry-after": "12", "retry-after": "3" },
      12,
      "x-ratelimit-retry-after",
    ],
    ["the header of real servers", { "retry-after": "3" }, 3, "retry-after"],
    ["a date", { "retry-after": "Tue, 14 Nov 2023 22:13:50 GMT" }, 30, "retry-after"],
    ["a fraction, rounded up", { "x-ratelimit-retry-after": "1.5" }, 2, "x-ratelimit-retry-after"],
    ["nothing to wait for", { "retry-after": "0" }, 0, "retry-after"],
    [
      "the next source when one is nonsense",
      { "x-ratelimit-retry-after": "soon", "retry-after": "4" },
      4,
      "retry-after",
    ],
  ])("names its wait by %s [TK-10, TK-16]", async (_name, headers, seconds, source) => {
    const { client } = givenClient([limited(headers, { retry_after: 99 })]);
    const error = await rejection(client.get("/x"));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      retryAfter: seconds,
      retryAfterSource: source,
      retryAfterMs: seconds * 1_000,
    });
  });

  it.each([
    [0.37, 1],
    [7, 7],
    ["8", 8],
  ])("names its wait in the body: %s [TK-10]", async (retry_after, seconds) => {
    const { client } = givenClient([limited({}, { error: "Rate limit exceeded", retry_after })]);
    const error = await rejection(client.get("/x"));
    expect(error).toMatchObject({ retryAfter: seconds, retryAfterSource: "body" });
  });

  it("is 60 seconds long when nobody says, which is no wait that was asked for [TK-10]", async () => {
    const headers = { "x-ratelimit-reset": "1700000060", "x-ratelimit-retry-after": "-1" };
    const { client } = givenClient([limited(headers, { retry_after: -1 })]);
    const error = await rejection(client.get("/x"));
    expect(error).toMatchObject({
      retryAfter: 60,
      retryAfterSource: "default",
      message: "Rate limit exceeded. Retry after 60 seconds.",
    });
    expect((error as RateLimitError).retryAfterMs).toBeUndefined();
  });

  it("says so in the guide's words, with what the headers tell [TK-11, TK-16]", async () => {
    const headers = {
      "x-ratelimit-retry-after": "12",
      "x-ratelimit-limit": "100",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "1700000060",
    };
    const body = { error: "rate_limit_exceeded", message: "Slow down." };
    const { client } = givenClient([limited(headers, body)]);
    expect(await rejection(client.get("/x"))).toMatchObject({
      message: "Rate limit exceeded. Retry after 12 seconds.",
      serverMessage: "Slow down.",
      statusCode: 429,
      errorCode: "rate_limit_exceeded",
      limit: 100,
      remaining: 0,
      reset: 1_700_000_060,
      retryAt: new Date(1_700_000_012_000),
    });
  });

  it("is told once: the plain client does not try again", async () => {
    const { fetch, client } = givenClient([limited({ "retry-after": "1" }), found]);
    expect(await rejection(client.searchTracks("house"))).toBeInstanceOf(RateLimitError);
    expect(fetch.count).toBe(1);
  });

  it("counts on a 429 only: other answers may name a wait as well", async () => {
    const { client } = givenClient([{ ...found, headers: { "x-ratelimit-retry-after": "60" } }]);
    await expect(client.searchTracks("house")).resolves.toHaveLength(1);
  });
});

describe("a refused key", () => {
  it("is refused at once: keys are not renewed", async () => {
    const { fetch, client } = givenClient({ "* /*": { status: 401 } });
    expect(await rejection(client.searchTracks("x"))).toBeInstanceOf(AuthenticationError);
    expect(fetch.count).toBe(1);
  });
});
