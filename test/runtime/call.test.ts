import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  AbortError,
  ApiError,
  ApiPromise,
  ConfigError,
  ConnectionError,
  NotFoundError,
  ParseError,
  RequestValidationError,
  TimeoutError,
} from "../../src/runtime/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json, networkError } from "../support/scripted-transport.js";

const get = operation({ path: "/things/{id}" });
const create = operation({ method: "POST", body: "json" });

describe("a call", () => {
  it("sends what its arguments say and resolves with the parsed body", async () => {
    const { client, sent } = givenClient([json({ id: 1 })]);
    const args = {
      path: { id: "a b" },
      query: { tags: ["x", "y"], none: undefined },
      header: { "X-One": 1 },
    };
    await expect(client.call(get, args)).resolves.toEqual({ id: 1 });
    expect(sent[0]?.url).toBe("https://api.test/v1/things/a%20b?tags=x&tags=y");
    expect(sent[0]?.headers.get("x-one")).toBe("1");
    expect(sent[0]?.headers.get("accept")).toBe("application/json");
  });

  it("sends a JSON body with its media type", async () => {
    const { client, sent } = givenClient([json({})]);
    await client.call(create, { body: { text: "hé" } });
    expect(sent[0]).toMatchObject({ method: "POST", body: '{"text":"hé"}' });
    expect(sent[0]?.headers.get("content-type")).toBe("application/json");
  });

  it("starts at once, without being awaited", async () => {
    const { client, sent } = givenClient([json({})]);
    void client.call(create, { body: {} });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(1);
  });

  it("answers a real promise whose derived promises are ordinary ones", async () => {
    const { client } = givenClient([json(1)]);
    const promise = client.call(create, { body: {} });
    expect(promise).toBeInstanceOf(Promise);
    expect(promise).toBeInstanceOf(ApiPromise);
    const derived = promise.finally(() => undefined);
    expect(derived).not.toBeInstanceOf(ApiPromise);
    await expect(Promise.all([promise, derived])).resolves.toEqual([1, 1]);
  });

  it("gives response, attempts and request id on request", async () => {
    const { client } = givenClient([json(1, 200, { "x-request-id": "r1" })]);
    const result = await client.call(create, { body: {} }).withResponse();
    expect(result).toMatchObject({ data: 1, requestId: "r1" });
    expect(result.response.status).toBe(200);
    expect(result.attempts).toEqual([{ attempt: 1, status: 200, waitMs: 0 }]);
  });

  it("hands out the response unread, whatever its status", async () => {
    const { client } = givenClient([json({ error: "no" }, 404)]);
    const response = await client.call(get, { path: { id: 1 } }).asResponse();
    expect(response.status).toBe(404);
    await expect(response.json()).resolves.toEqual({ error: "no" });
  });

  it("hands out the response of a success only, where errors are to be rejected", async () => {
    const steps = [json({ error: "busy" }, 503), json({ message: "gone" }, 404), json({ id: 1 })];
    const { client, clock, sent } = givenClient(steps);
    const ask = () => client.call(get, { path: { id: 1 } }).asResponse({ rejectErrors: true });
    const { reason } = (await clock.settle(ask())) as PromiseRejectedResult;
    expect(sent).toHaveLength(2);
    expect(reason).toBeInstanceOf(NotFoundError);
    expect(reason).toMatchObject({ body: { message: "gone" }, text: '{"message":"gone"}' });
    await expect((await ask()).json()).resolves.toEqual({ id: 1 });
  });

  it("keeps the text of an error's body, and prints none of it", async () => {
    const { client } = givenClient([new Response('{ "a": "private" }', { status: 404 })]);
    const error = await reasonOf(client.call(get, { path: { id: 1 } }));
    expect(error).toMatchObject({ body: { a: "private" }, text: '{ "a": "private" }' });
    expect(inspect(error) + JSON.stringify(error)).not.toContain("private");
  });

  it("refuses to hand out a response whose body was read", async () => {
    const { client } = givenClient([json(1)]);
    const promise = client.call(create, { body: {} });
    await promise;
    await expect(promise.asResponse()).rejects.toBeInstanceOf(ConfigError);
  });

  it("answers errors without throwing when asked to be safe", async () => {
    const { client } = givenClient([json({ message: "gone" }, 404)]);
    const result = await client.call(get, { path: { id: 1 } }).safe();
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error).toBeInstanceOf(NotFoundError);
    expect(result.error.status).toBe(404);
    expect(result.response?.status).toBe(404);
  });

  it("leaves no unhandled rejection behind safe(), withResponse() and asResponse()", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listen);
    const { client } = givenClient([networkError("ECONNREFUSED")], { retry: 0 });
    await client.call(get, { path: { id: 1 } }).safe();
    await reasonOf(client.call(get, { path: { id: 1 } }).withResponse());
    await reasonOf(client.call(get, { path: { id: 1 } }).asResponse());
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("unhandledRejection", listen);
    expect(unhandled).toEqual([]);
  });

  it("merges headers and query of client and call, null removing a default", async () => {
    const { client, sent } = givenClient([json({})], {
      headers: { "X-A": "1", "X-B": "1" },
      query: { tenant: "t" },
    });
    const options = {
      headers: { "x-b": "2", accept: null, "X-C": ["1", "2"] },
      query: { debug: true },
    };
    await client.call(get, { path: { id: 1 } }, options);
    const { headers, url } = sent[0] ?? { headers: new Headers(), url: "" };
    expect([headers.get("x-a"), headers.get("x-b"), headers.get("x-c")]).toEqual([
      "1",
      "2",
      "1, 2",
    ]);
    expect(headers.get("accept")).not.toBe("application/json");
    expect(url).toBe("https://api.test/v1/things/1?tenant=t&debug=true");
  });

  it("uses the server of the call, then of the operation, then of the document", async () => {
    const { client, sent } = givenClient([json({})]);
    const uploads = operation({ server: "https://up.test/x/" });
    const relative = operation({ server: "../v2" });
    await client.call(uploads, {});
    await client.call(relative, {});
    await client.call(uploads, {}, { baseUrl: "http://localhost:1/" });
    expect(sent.map(({ url }) => url)).toEqual([
      "https://up.test/x/things",
      "https://api.test/v2/things",
      "http://localhost:1/things",
    ]);
  });

  it("lets a client's own baseUrl win over an operation's server", async () => {
    const { client, sent } = givenClient([json({})], { baseUrl: "http://mock.test" });
    await client.call(operation({ server: "https://up.test" }), {});
    expect(sent[0]?.url).toBe("http://mock.test/things");
  });

  it.each([
    "ftp://a.test",
    "https://user:secret@a.test",
    "https://user@a.test",
    "https://a.test?x=1",
    "nonsense",
  ])("refuses the server %s without repeating it", (baseUrl) => {
    const create = () => givenClient([], { baseUrl });
    expect(create).toThrow(ConfigError);
    expect(create).not.toThrow(baseUrl);
  });

  it.each([-1, Number.NaN, "5" as unknown as number])("refuses the limit %s", async (timeoutMs) => {
    const { client } = givenClient([json({})]);
    await expect(client.call(create, { body: {} }, { timeoutMs })).rejects.toBeInstanceOf(
      ConfigError,
    );
  });

  it("rejects calls after close, which may be repeated", async () => {
    const { client, sent } = givenClient([json({})]);
    await client.close();
    await client[Symbol.asyncDispose]();
    await expect(client.call(create, { body: {} })).rejects.toBeInstanceOf(ConfigError);
    expect(sent).toHaveLength(0);
  });

  it("passes errors of hooks and policies through untouched", async () => {
    const mine = new RangeError("mine");
    const { client } = givenClient([json({})], { policies: [() => Promise.reject(mine)] });
    expect(await reasonOf(client.call(create, { body: {} }))).toBe(mine);
  });
});

describe("what cannot be sent", () => {
  it.each(["", ".", "..", [] as string[], undefined, null])(
    "refuses the path value %j",
    async (id) => {
      const { client, sent } = givenClient([json({})]);
      const error = await reasonOf(client.call(get, { path: { id } }));
      expect(error).toBeInstanceOf(RequestValidationError);
      expect(sent).toHaveLength(0);
    },
  );

  it("refuses header values with line breaks, and does not repeat them", async () => {
    const { client, sent } = givenClient([json({})]);
    const error = await reasonOf(
      client.call(create, { body: {} }, { headers: { "X-A": "a\r\nX-Evil: 1" } }),
    );
    expect(error).toBeInstanceOf(RequestValidationError);
    expect(String(error)).toContain("header.x-a");
    expect(String(error)).not.toContain("Evil");
    expect(sent).toHaveLength(0);
  });

  it("refuses a body with GET, values that JSON lacks and text that is not well-formed", async () => {
    const { client, sent } = givenClient([json({})]);
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const calls = [
      client.call(get, { path: { id: 1 }, body: {} }),
      client.call(create, { body: cycle }),
      client.call(get, { path: { id: "\ud800" } }),
    ];
    for (const call of calls) expect(await reasonOf(call)).toBeInstanceOf(RequestValidationError);
    expect(sent).toHaveLength(0);
  });
});

describe("limits", () => {
  it("ends an attempt at its limit, also when the transport ignores its signal", async () => {
    const { client, clock } = givenClient([], { fetch: () => new Promise(() => {}), retry: 0 });
    const result = await clock.settle(client.call(create, { body: {} }, { timeoutMs: 100 }));
    expect(result).toMatchObject({ reason: { limit: "attempt", limitMs: 100, status: undefined } });
    expect(result.status === "rejected" && result.reason).toBeInstanceOf(TimeoutError);
    expect(String(result.status === "rejected" && result.reason.message)).toContain("100 ms");
  });

  it("counts the body towards the attempt's limit", async () => {
    const stalled = (): Response => new Response(new ReadableStream({ start: () => {} }));
    const { client, clock } = givenClient([], { fetch: async () => stalled(), retry: 0 });
    const result = await clock.settle(client.call(create, { body: {} }, { timeoutMs: 100 }));
    expect(result.status === "rejected" && result.reason).toBeInstanceOf(TimeoutError);
  });

  it("ends an only attempt at a deadline that is shorter than its limit", async () => {
    const { client, clock } = givenClient([], { fetch: () => new Promise(() => {}) });
    const call = client.call(create, { body: {} }, { timeoutMs: 500, deadlineMs: 100 });
    expect(await clock.settle(call)).toMatchObject({
      reason: {
        limit: "deadline",
        limitMs: 100,
        attempts: [{ attempt: 1, code: "TIMEOUT", waitMs: 0 }],
      },
    });
    expect(clock.waiting).toBe(0);
  });

  it("ends the whole call at its deadline, waits included", async () => {
    const { client, clock, sent } = givenClient(["hang"], {
      timeoutMs: 400,
      retry: { jitter: "none" },
    });
    const start = clock.now();
    const result = await clock.settle(client.call(get, { path: { id: 1 } }, { deadlineMs: 1_000 }));
    expect(result).toMatchObject({
      reason: { name: "TimeoutError", limit: "deadline", limitMs: 1_000 },
    });
    expect(clock.now() - start).toBe(1_000);
    expect(sent).toHaveLength(2);
    expect(result.status === "rejected" && result.reason.attempts).toHaveLength(2);
  });

  it("ends at its deadline while a provider or a policy sleeps, and sends nothing afterwards", async () => {
    const { client, clock, sent } = givenClient([json({})], {
      timeoutMs: 0,
      policies: [
        async (request, next, call) => {
          await call.clock.sleep(5_000);
          return next(request);
        },
      ],
    });
    const call = client.call(create, { body: {} }, { deadlineMs: 1_000 });
    const result = await clock.settle(call);
    expect(result).toMatchObject({ reason: { limit: "deadline" } });
    await clock.advance(10_000);
    expect(sent).toHaveLength(0);
  });

  it("leaves no timer behind", async () => {
    const { client, clock } = givenClient([json({})]);
    await client.call(create, { body: {} }, { deadlineMs: 1_000 });
    expect(clock.waiting).toBe(0);
    const failing = givenClient([json({}, 400)]);
    await reasonOf(failing.client.call(create, { body: {} }, { deadlineMs: 1_000 }));
    expect(failing.clock.waiting).toBe(0);
  });
});

describe("a signal", () => {
  it("aborts before anything is sent", async () => {
    const { client, sent } = givenClient([json({})]);
    const error = await reasonOf(
      client.call(create, { body: {} }, { signal: AbortSignal.abort("enough") }),
    );
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ cause: "enough", name: "AbortError", status: undefined });
    expect(sent).toHaveLength(0);
  });

  it("aborts a request under way and a wait between attempts", async () => {
    for (const step of ["hang", json({}, 503)] as const) {
      const controller = new AbortController();
      const { client, clock, sent } = givenClient([step]);
      const promise = client.call(get, { path: { id: 1 } }, { signal: controller.signal });
      await clock.advance(10);
      controller.abort();
      const error = await reasonOf(promise);
      expect(error).toBeInstanceOf(AbortError);
      const code = step === "hang" ? { code: "ABORTED", waitMs: 0 } : { status: 503, waitMs: 250 };
      expect(error).toMatchObject({ attempts: [{ attempt: 1, ...code }] });
      await clock.advance(100_000);
      expect(sent).toHaveLength(1);
      expect(clock.waiting).toBe(0);
    }
  });

  it("is no longer listened to after the call", async () => {
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const { client } = givenClient([], { fetch: async () => json({}) });
    await client.call(create, { body: {} }, { signal });
    expect(listeners).toBe(0);
  });
});

describe("failures", () => {
  it("says whether the request may have been sent", async () => {
    for (const [code, maybeSent] of [
      ["ECONNREFUSED", false],
      ["ENOTFOUND", false],
      ["ECONNRESET", true],
    ] as const) {
      const { client } = givenClient([networkError(code)], { retry: 0 });
      const error = await reasonOf(
        client.call(get, { path: { id: "secret-value" } }, { query: { q: "hidden-value" } }),
      );
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ code, maybeSent, status: undefined });
      expect(String(error)).toContain("GET /things/{id} (things): no answer from https://api.test");
      expect(String(error)).not.toMatch(/secret-value|hidden-value/);
    }
  });

  it("takes a body that breaks off for a failed connection", async () => {
    const broken = (): Response =>
      new Response(
        new ReadableStream({ start: (controller) => controller.error(networkError("ECONNRESET")) }),
      );
    const { client } = givenClient([], { fetch: async () => broken(), retry: 0 });
    expect(await reasonOf(client.call(get, { path: { id: 1 } }))).toMatchObject({
      name: "ConnectionError",
      maybeSent: true,
    });
  });

  it("is a ParseError when a success is not JSON, with the text kept", async () => {
    const page = new Response("<html>hello</html>", { headers: { "content-type": "text/html" } });
    const { client } = givenClient([page]);
    const error = await reasonOf(client.call(get, { path: { id: 1 } }));
    expect(error).toBeInstanceOf(ParseError);
    expect(error).toMatchObject({
      text: "<html>hello</html>",
      status: undefined,
      answerStatus: 200,
    });
  });

  it("classes an HTML error page labelled JSON by its status", async () => {
    const page = new Response("<html>Bad gateway</html>", {
      status: 502,
      headers: { "content-type": "application/json" },
    });
    const { client } = givenClient([page], { retry: 0 });
    const error = await reasonOf(client.call(get, { path: { id: 1 } }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 502, body: "<html>Bad gateway</html>" });
    expect(String(error)).not.toContain("<html>");
  });
});
