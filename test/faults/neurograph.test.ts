/** A hostile NeuroGraph server, hostile metadata, and clients that are closed at the worst moment. */
import {
  AuthenticationError,
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  NeuroGraphError,
  ServerError,
  withClient,
} from "clientwright/neurograph";
import { fakeFetch, manualClock, type Script } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { failure, failureAfterAll, keepingLogger, printed } from "./given.js";

const token = {
  id: 1,
  text: "x",
  embedding: [0.5],
  metadata: null,
  created_at: "2026-01-01T00:00:00",
};
const secret = "s3cret-api-key-12345";

const given = (script: Script, options: NeuroGraphClientOptions = { apiKey: secret }) => {
  const clock = manualClock();
  const fetch = fakeFetch(script, { clock });
  const client = new NeuroGraphClient({ fetch, clock, baseUrl: "http://neuro.test", ...options });
  return { client, fetch, clock };
};

const hostileMetadata: readonly string[] = [
  '{"success":true,"data":{"id":666},"meta":{}}',
  '{"success":false,"error":{"message":"gotcha"},"data":null,"meta":{}}',
  '{"data":1,"meta":2,"success":"true"}',
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1,"toJSON":"x","then":"y","length":-1}',
  '{"error":{"code":"X"},"detail":"y","token":{"id":9},"tokens":[1]}',
];

describe("metadata that looks like an envelope", () => {
  it.each(hostileMetadata)("%s comes back as it was sent, bare or in an envelope", async (text) => {
    const metadata = JSON.parse(text);
    const body = { ...token, metadata };
    const enveloped = { success: true, data: body, meta: { timestamp: "t" } };
    const { client, fetch } = given([
      { json: body },
      { json: enveloped },
      { json: { tokens: [body], total: 1 } },
    ]);
    const created = await client.tokens.create({ text: "x", metadata });
    expect(fetch.requests[0]?.json).toEqual({ text: "x", metadata });
    expect([created.id, JSON.stringify(created.metadata)]).toEqual([1, text]);
    expect(JSON.stringify((await client.tokens.get(1)).metadata)).toBe(text);
    expect(JSON.stringify((await client.tokens.list())[0]?.metadata)).toBe(text);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("inside an envelope is not opened again", async () => {
    const inner = { success: true, data: { id: 2 }, meta: {}, id: 1, embedding: [1], text: "x" };
    const { client } = given([{ json: { success: true, data: inner, meta: {} } }]);
    expect(await client.tokens.get(1)).toMatchObject({ id: 1 });
  });
});

describe("an answer that is not what it says", () => {
  it.each<[string, unknown]>([
    ["null", null],
    ["a list", []],
    ["text", "hello"],
    ["an empty object", {}],
    ["an envelope of nothing", { success: true, data: null, meta: {} }],
    ["an envelope of a list", { success: true, data: [], meta: {} }],
  ])("%s for a token is a NeuroGraphError that says so", async (_title, json) => {
    const { client } = given([{ json }]);
    const error = await failure(client.tokens.get(1));
    expect(error).toBeInstanceOf(NeuroGraphError);
    expect(error).not.toBeInstanceOf(ServerError);
  });

  it.each<[string, unknown]>([
    ["items that are no objects", { tokens: [1, null, "x"] }],
    ["tokens that are no list", { tokens: { length: 3 } }],
    ["a time beyond all dates", { tokens: [{ id: 1, timestamp: 1e300 }] }],
    ["a time that is no number", { tokens: [{ id: 1, timestamp: "NaN" }] }],
  ])("%s in a list are tokens or a NeuroGraphError, and never another", async (_title, json) => {
    const { client } = given([{ json }]);
    const result = await client.tokens.list().catch((error: unknown) => error);
    expect(Array.isArray(result) || result instanceof NeuroGraphError).toBe(true);
  });

  it("a failure in an envelope with status 200 echoes no credentials", async () => {
    const json = {
      success: false,
      data: null,
      meta: {},
      error: { code: secret, message: `bad key ${secret}`, details: { sent: secret } },
    };
    const logger = keepingLogger();
    const { client } = given([{ json }], { apiKey: secret, logger });
    const error = await failure(client.tokens.get(1));
    expect(error).toBeInstanceOf(NeuroGraphError);
    expect(printed(error)).not.toContain(secret);
    expect(logger.text()).not.toContain(secret);
  });
});

describe("a login", () => {
  const account = { username: "someone", password: "pa55word-12345" };
  const grant = {
    access_token: "first-token-123",
    refresh_token: "refresh-token-123",
    expires_in: 900,
  };

  it("that is redirected to another origin does not take the password there", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const script: Script = [
        { status, headers: { location: "http://evil.test/login" } },
        { json: grant },
        { json: token },
      ];
      const { client, fetch, clock } = given(script, account);
      await failureAfterAll(clock, client.tokens.get(1)).catch(() => undefined);
      const elsewhere = fetch.requests.filter(({ url }) => url.includes("evil"));
      expect(
        JSON.stringify(elsewhere.map(({ text, url, headers }) => [text, url, headers])),
      ).not.toContain("pa55word");
    }
  });

  it.each<[string, object]>([
    ["message", { error: { message: `no: pa55word-12345` } }],
    ["input", { detail: [{ loc: ["body", "password"], msg: "bad", input: "pa55word-12345" }] }],
    [
      "details",
      {
        error: { message: "no", details: { password: "pa55word-12345", other: "pa55word-12345" } },
      },
    ],
  ])("whose refusal echoes the password in its %s is an error without it", async (_title, json) => {
    const logger = keepingLogger();
    const { client } = given([{ status: 401, json }], { ...account, logger });
    const error = await failure(client.tokens.get(1));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(printed(error)).not.toContain("pa55word");
    expect(logger.text()).not.toContain("pa55word");
  });

  it.each<[string, object]>([
    ["no token", {}],
    ["a token that is no text", { ...grant, access_token: 1 }],
    ["a token with a line break", { ...grant, access_token: "a\nb" }],
    ["a life that is no number", { ...grant, expires_in: "soon" }],
    ["a negative life", { ...grant, expires_in: -5 }],
  ])("that answers %s makes a call or a NeuroGraphError, and no storm", async (_title, json) => {
    const { client, fetch, clock } = given(
      { "POST /api/v1/auth/login": { json }, "* *": { json: token } },
      account,
    );
    for (let round = 0; round < 3; round += 1) {
      const call = client.tokens.get(1).catch((error: unknown) => error);
      await clock.runAll();
      const result = await call;
      expect(result instanceof NeuroGraphError || (result as { id: number }).id === 1).toBe(true);
    }
    expect(fetch.count).toBeLessThanOrEqual(6);
  });

  it("that ends while calls are under way leaves no login behind", async () => {
    const { client, clock, fetch } = given(
      { "POST /api/v1/auth/login": { json: grant, delayMs: 100 }, "* *": { json: token } },
      account,
    );
    const calls = Promise.allSettled([client.tokens.get(1), client.tokens.get(2)]);
    await clock.settle();
    await client.logout();
    await clock.runAll();
    await calls;
    expect(fetch.requests.filter(({ path }) => path.endsWith("/login")).length).toBeLessThanOrEqual(
      2,
    );
  });
});

describe("closing", () => {
  it("twice at once, and while a call is under way, lets that call end", async () => {
    const { client, clock } = given([{ json: token, delayMs: 100 }]);
    const call = client.tokens.get(1);
    await Promise.all([client.close(), client.close(), client[Symbol.asyncDispose]()]);
    await clock.runAll();
    expect(await call).toMatchObject({ id: 1 });
    expect(await failure(client.tokens.get(1))).toBeInstanceOf(NeuroGraphError);
  });

  it("after an error in the body of `await using` or `withClient` keeps that error", async () => {
    const mine = new Error("mine");
    let kept: NeuroGraphClient | undefined;
    const used = async () => {
      await using client = given([]).client;
      kept = client;
      throw mine;
    };
    expect(await failure(used())).toBe(mine);
    expect(await failure(kept?.tokens.get(1) ?? Promise.resolve())).toBeInstanceOf(NeuroGraphError);
    const wrapped = withClient({ baseUrl: "http://neuro.test" }, (client) => {
      kept = client;
      throw mine;
    });
    expect(await failure(wrapped)).toBe(mine);
    expect(await failure(kept?.tokens.get(1) ?? Promise.resolve())).toBeInstanceOf(NeuroGraphError);
  });
});

describe("what is printed of a client", () => {
  it("holds no credentials", async () => {
    const { inspect } = await import("node:util");
    const { client } = given([], { username: "someone", password: "pa55word-12345" });
    const keyed = given([]).client;
    for (const each of [client, keyed]) {
      const text = inspect(each, { depth: 20, showHidden: true }) + JSON.stringify(each);
      expect(text).not.toMatch(/pa55word|s3cret-api-key/);
    }
  });
});
