import { describe, expect, it, vi } from "vitest";
import { ApiError, ConnectionError, RateLimitError, ServerError } from "../../src/runtime/index.js";
import { givenClient, operation, reasonOf } from "../support/given-client.js";
import { json, networkError } from "../support/scripted-transport.js";

const get = operation();
const post = operation({ method: "POST", body: "json" });

describe("retries", () => {
  it("repeats a passing failure twice, waiting longer each time", async () => {
    const { client, clock, sent } = givenClient([
      json({}, 503),
      networkError("ECONNRESET"),
      json("fine"),
    ]);
    const result = await clock.settle(client.call(get, {}).withResponse());
    expect(result).toMatchObject({ value: { data: "fine" } });
    const times = sent.map(({ at }) => at - (sent[0]?.at ?? 0));
    expect(times).toEqual([0, 250, 750]);
    expect(result.status === "fulfilled" && result.value.attempts).toEqual([
      { attempt: 1, status: 503, waitMs: 250 },
      { attempt: 2, code: "ECONNRESET", waitMs: 500 },
      { attempt: 3, status: 200, waitMs: 0 },
    ]);
  });

  it("replays the same bytes", async () => {
    const { client, clock, sent } = givenClient([json({}, 503), json({})]);
    const put = operation({ method: "PUT", body: "multipart" });
    const body = { file: new Blob(["abc"]), name: "x" };
    await clock.settle(client.call(put, { body }));
    expect(sent).toHaveLength(2);
    expect(sent[0]?.body).toContain("abc");
    expect(sent[1]?.body).toBe(sent[0]?.body);
  });

  it("rejects with the last failure, which lists every attempt", async () => {
    const { client, clock } = givenClient([
      json({}, 500),
      json({}, 502),
      json({}, 503, { "x-request-id": "r3" }),
    ]);
    const result = await clock.settle(client.call(get, {}));
    const error = result.status === "rejected" ? result.reason : undefined;
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 503, requestId: "r3" });
    expect(error.attempts).toEqual([
      { attempt: 1, status: 500, waitMs: 250 },
      { attempt: 2, status: 502, waitMs: 500 },
      { attempt: 3, status: 503, waitMs: 0, requestId: "r3" },
    ]);
  });

  it.each([400, 401, 403, 404, 409, 422, 501])("does not repeat a %s", async (status) => {
    const { client, sent } = givenClient([json({}, status)]);
    await reasonOf(client.call(get, {}));
    expect(sent).toHaveLength(1);
  });

  it("waits exactly as long as the server asks", async () => {
    const { client, clock, sent } = givenClient([json({}, 429, { "retry-after": "7" }), json({})]);
    await clock.settle(client.call(get, {}));
    expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBe(7_000);
  });

  it("waits no longer than the server asks, where that is shorter than backoff", async () => {
    const { client, clock, sent } = givenClient([
      json({}, 503, { "retry-after-ms": "40" }),
      json({}),
    ]);
    await clock.settle(client.call(get, {}));
    expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBe(40);
  });

  it("fails at once when the server asks for more than the cap or the deadline allow", async () => {
    for (const options of [{}, { deadlineMs: 5_000 }]) {
      const seconds = options.deadlineMs === undefined ? 61 : 7;
      const { client, clock, sent } = givenClient([json({}, 429, { "retry-after": `${seconds}` })]);
      const error = await reasonOf(client.call(get, {}, options));
      expect(error).toBeInstanceOf(RateLimitError);
      expect(error).toMatchObject({ retryAfter: seconds, retryAfterMs: seconds * 1000 });
      expect(error).toMatchObject({ retryAt: new Date(clock.now() + seconds * 1000) });
      expect(sent).toHaveLength(1);
    }
  });

  it("falls back to backoff, and not to zero, when the hint is malformed or past", async () => {
    for (const hint of ["soon", "-5", "0", "Wed, 31 Dec 2025 23:59:59 GMT"]) {
      const { client, clock, sent } = givenClient([
        json({}, 429, { "retry-after": hint }),
        json({}),
      ]);
      await clock.settle(client.call(get, {}));
      expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBe(250);
    }
  });

  it("makes no retry when told so, and as many as it is told", async () => {
    for (const [retry, attempts] of [
      [false, 1],
      [0, 1],
      [4, 5],
      [{ maxRetries: 1 }, 2],
    ] as const) {
      const { client, clock, sent } = givenClient([json({}, 503)]);
      await clock.settle(client.call(get, {}, { retry }));
      expect(sent).toHaveLength(attempts);
    }
  });

  it("tells hooks what happens, and lets them decide", async () => {
    const onRetry = vi.fn();
    const { client, clock, sent } = givenClient([json({}, 418), json({}, 418), json({})], {
      retry: {
        shouldRetry: ({ error }) => error.status === 418,
        delayMs: ({ attempt }) => attempt * 10,
        onRetry,
      },
    });
    await clock.settle(client.call(get, {}));
    expect(sent.map(({ at }) => at - (sent[0]?.at ?? 0))).toEqual([0, 10, 30]);
    expect(onRetry.mock.calls.map(([{ attempt, delayMs }]) => [attempt, delayMs])).toEqual([
      [1, 10],
      [2, 20],
    ]);
    expect(onRetry.mock.calls[0]?.[0].error).toBeInstanceOf(ApiError);
  });

  it("leaves to the statuses what a hook has no opinion about, and tells it how many retries were made", async () => {
    const seen: number[] = [];
    const { client, clock, sent } = givenClient([json({}, 418), json({}, 503), json({}, 404)], {
      retry: {
        shouldRetry: ({ error }) => error.status === 418 || undefined,
        delayMs: ({ retries }) => seen.push(retries),
      },
    });
    const result = await clock.settle(client.call(get, {}));
    expect(result).toMatchObject({ reason: { status: 404 } });
    expect(sent).toHaveLength(3);
    expect(seen).toEqual([0, 1]);
  });

  it("repeats the methods that it is told, and no others", async () => {
    const { client, clock, sent } = givenClient([json({}, 503)], {
      retry: { methods: ["PUT"], maxRetries: 1 },
    });
    await clock.settle(client.call(get, {}));
    expect(sent).toHaveLength(1);
    await clock.settle(client.call(operation({ method: "PUT" }), {}));
    expect(sent).toHaveLength(3);
  });

  it("does not repeat a call for another one that failed within it, which had its own retries", async () => {
    const other = operation({ id: "login", method: "PUT", path: "/login" });
    const { client, clock, sent } = givenClient([networkError("ECONNRESET")], {
      auth: {
        authenticate: async (request) => {
          await client.call(other, {});
          return request;
        },
      },
    });
    const call = client.call(operation({ security: [["bearer"]] }), {});
    const result = await clock.settle(call);
    expect(result).toMatchObject({ reason: { code: "ECONNRESET", operation: { id: "login" } } });
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(Array(3).fill("/v1/login"));
  });

  it("does not let a hook shorten what the server asked for, nor wait for nothing on nonsense", async () => {
    for (const [delayMs, wait] of [
      [1, 3_000],
      [4_000, 4_000],
      [Number.NaN, 3_000],
    ] as const) {
      const { client, clock, sent } = givenClient([
        json({}, 503, { "retry-after": "3" }),
        json({}),
      ]);
      await clock.settle(client.call(get, {}, { retry: { delayMs: () => delayMs } }));
      expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBe(wait);
    }
  });

  it("stops when a host has used up its retries, and goes on after successes", async () => {
    const { client, clock, sent, fetch } = givenClient([json({}, 503)], {
      retry: { maxRetries: 1, budget: 3 },
    });
    for (let count = 0; count < 5; count += 1) await clock.settle(client.call(get, {}));
    expect(sent).toHaveLength(8);
    const good = { fetch: async () => json({}) };
    for (let count = 0; count < 5; count += 1) await clock.settle(client.call(get, {}, good));
    await clock.settle(client.call(get, {}, { fetch }));
    expect(sent).toHaveLength(10);
  });
});

describe("retries of writes", () => {
  const attemptsOf = async (
    op: ReturnType<typeof operation>,
    step: Parameters<typeof givenClient>[0][0],
    options = {},
  ) => {
    const { client, clock, sent } = givenClient([step]);
    await clock.settle(client.call(op, { body: {} }, options));
    return sent.length;
  };

  it("are not made when the first may have had its effect", async () => {
    for (const step of [
      json({}, 500),
      json({}, 503),
      json({}, 408),
      networkError("ECONNRESET"),
      "hang",
    ] as const) {
      expect(await attemptsOf(post, step)).toBe(1);
    }
  });

  it("are made when it certainly had none", async () => {
    const refused = [
      networkError("ECONNREFUSED"),
      networkError("ENOTFOUND"),
      json({}, 429),
      json({}, 503, { "retry-after": "1" }),
    ];
    for (const step of refused) expect(await attemptsOf(post, step)).toBe(3);
  });

  it("are made when the operation is safe to repeat or the API promises it", async () => {
    const step = json({}, 500);
    expect(await attemptsOf(operation({ method: "POST", retry: "safe" }), step)).toBe(3);
    expect(await attemptsOf(operation({ method: "POST", idempotent: true }), step)).toBe(3);
    expect(await attemptsOf(post, step, { retry: { writes: true } })).toBe(3);
  });

  it("have no key where the client makes none, unless one is given", async () => {
    const keyed = operation({ method: "POST", idempotencyKey: "Idempotency-Key" });
    const { client, sent } = givenClient([json({})], { autoIdempotencyKeys: false });
    await client.call(keyed, {});
    await client.call(keyed, {}, { idempotencyKey: "mine" });
    expect(sent.map(({ headers }) => headers.get("idempotency-key"))).toEqual([null, "mine"]);
  });

  it("are made under one idempotency key, made or given", async () => {
    const keyed = operation({ method: "POST", idempotencyKey: "Idempotency-Key" });
    const { client, clock, sent } = givenClient([json({}, 500)]);
    await clock.settle(client.call(keyed, { body: {} }));
    const keys = sent.map(({ headers }) => headers.get("idempotency-key"));
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(await attemptsOf(post, json({}, 500), { idempotencyKey: "mine" })).toBe(3);
  });

  it("are never made where the document forbids them, not even of reads", async () => {
    expect(await attemptsOf(operation({ method: "PUT", retry: "never" }), json({}, 429))).toBe(1);
    const key = { idempotencyKey: "k", retry: { writes: true, shouldRetry: () => true } };
    expect(
      await attemptsOf(operation({ method: "POST", retry: "never" }), json({}, 500), key),
    ).toBe(1);
  });

  it("are never made of a stream, which can be sent once", async () => {
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array([1]);
    };
    const upload = operation({ method: "PUT", body: "binary" });
    const { client, clock, sent } = givenClient([json({}, 503)]);
    const result = await clock.settle(client.call(upload, { body: body() }));
    expect(result).toMatchObject({ reason: { status: 503, attempts: [{ attempt: 1 }] } });
    expect(sent).toHaveLength(1);
  });

  it("are not made when a certificate or a redirect is refused", async () => {
    const { client, clock, sent } = givenClient([networkError("DEPTH_ZERO_SELF_SIGNED_CERT")]);
    const result = await clock.settle(client.call(get, {}));
    expect(result.status === "rejected" && result.reason).toBeInstanceOf(ConnectionError);
    expect(sent).toHaveLength(1);
  });
});
