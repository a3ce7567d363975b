/** Which failures are repeated, how often, and after which waits. */
import { describe, expect, it } from "vitest";
import * as runtime from "../../src/runtime/index.js";
import { AuthClient } from "../../src/rust-auth/index.js";
import { type Answer, fakeFetch, manualClock } from "../../src/testing/index.js";
import { empty, mara, nested, tokens } from "./support/answers.js";
import { baseUrl, given, givenSignedIn, rejection } from "./support/given.js";

const health = { json: { status: "ok" } };
const repeat = (answer: Answer, times: number): Answer[] => Array(times).fill(answer);

describe("statuses", () => {
  it.each([429, 500, 502, 503, 504])(
    "%s is repeated three times [RA-005, RA-041, RA-018, RA-040]",
    async (status) => {
      const { client, fetch } = given(repeat(empty(status), 4));
      expect((await rejection(client.healthCheck())).statusCode).toBe(status);
      expect(fetch.count).toBe(4);
    },
  );

  it.each([400, 401, 403, 404, 408, 409, 413, 422, 423, 501, 505])(
    "%s is not repeated [RA-041, RA-048]",
    async (status) => {
      const { client, fetch } = given([empty(status)]);
      expect((await rejection(client.healthCheck())).statusCode).toBe(status);
      expect(fetch.count).toBe(1);
    },
  );

  it("413 is repeated where the service says when to come back [RA-041, RA-045]", async () => {
    const { client, clock } = given([empty(413, { "retry-after": "1" }), health]);
    await client.healthCheck();
    expect(clock.waits).toEqual([1_000]);
  });

  it("other statuses can be chosen, per client and per call [RA-041]", async () => {
    const { client, fetch } = given([empty(418), health, empty(503)], {
      retry: { statuses: [418] },
    });
    await client.healthCheck();
    expect((await rejection(client.healthCheck())).statusCode).toBe(503);
    expect(fetch.count).toBe(3);
    const other = given([empty(418), health]);
    await other.client.healthCheck({ retry: { statuses: [418] } });
  });
});

describe("methods", () => {
  it("writes are repeated as well: a login that fails is tried again [RA-042]", async () => {
    const { client, sent } = given([empty(500), tokens()]);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    expect(sent()).toEqual(["POST /auth/login", "POST /auth/login"]);
  });

  it.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST"] as const)(
    "%s is repeated [RA-042]",
    async (method) => {
      const { client, fetch } = given([empty(503), health]);
      await client.request(method, "/things");
      expect(fetch.count).toBe(2);
    },
  );

  it("PATCH is not [RA-042]", async () => {
    const { client, fetch } = given([empty(503)]);
    await rejection(client.request("PATCH", "/things"));
    expect(fetch.count).toBe(1);
  });

  it("POST can be left out [RA-042]", async () => {
    const { client, fetch } = given([empty(500), empty(500), health], {
      retry: { methods: ["GET"] },
    });
    await rejection(client.login("mara.quill@example.org", "Str0ng&Silent!"));
    await client.healthCheck();
    expect(fetch.count).toBe(3);
  });
});

describe("waits", () => {
  it("are 0 s, 2 s, 4 s, 8 s and so on, up to two minutes [RA-043]", async () => {
    const { client, clock } = given(repeat(empty(503), 10), { maxRetries: 9 });
    await rejection(client.healthCheck());
    const seconds = clock.waits.map((ms) => ms / 1000);
    expect(seconds).toEqual([0, 2, 4, 8, 16, 32, 64, 120, 120]);
  });

  it("can be chosen [RA-043]", async () => {
    const { client, clock } = given([empty(503), empty(503), health], {
      retry: { delayMs: ({ retries }) => 10 * (retries + 1) },
    });
    await client.healthCheck();
    expect(clock.waits).toEqual([10, 20]);
  });

  it.each([429, 500, 503])(
    "Retry-After replaces them, also when it is shorter: %s [RA-045]",
    async (status) => {
      const asked = empty(status, { "retry-after": "1" });
      const { client, clock } = given([empty(status), asked, asked, health]);
      await client.healthCheck();
      expect(clock.waits).toEqual([0, 1_000, 1_000]);
    },
  );

  it("Retry-After may be a date [RA-045]", async () => {
    const { client, clock } = given([
      empty(429, { "retry-after": "Thu, 01 Jan 2026 00:00:07 GMT" }),
      health,
    ]);
    await client.healthCheck();
    expect(clock.waits).toEqual([7_000]);
  });

  it.each(["0", "soon", "-1", "Wed, 31 Dec 2025 23:59:59 GMT", ""])(
    "Retry-After: %j counts for nothing [RA-045]",
    async (hint) => {
      const asked = empty(429, { "retry-after": hint });
      const { client, clock } = given([asked, asked, health]);
      await client.healthCheck();
      expect(clock.waits).toEqual([0, 2_000]);
    },
  );

  it("the end of a rate-limit window is no Retry-After [RA-045]", async () => {
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1767229200" };
    const { client, clock } = given([empty(429, headers), empty(503, headers), health]);
    await client.healthCheck();
    expect(clock.waits).toEqual([0, 2_000]);
  });

  it("a service that asks for too much patience is not waited for [RA-045]", async () => {
    const asked = empty(429, { "retry-after": "61" });
    const { client, clock, fetch } = given([asked, asked, health]);
    const error = await rejection(client.healthCheck());
    expect(error).toMatchObject({ statusCode: 429, retryAfter: 61 });
    expect(error.retryAt).toEqual(new Date(clock.now() + 61_000));
    expect(fetch.count).toBe(1);
    await client.healthCheck({ retry: { maxRetryAfterMs: 61_000 } });
  });
});

describe("without an answer", () => {
  it.each(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND"])(
    "%s is repeated within the same limit [RA-044, RA-051]",
    async (networkError) => {
      const { client, clock, fetch } = given([empty(500), ...repeat({ networkError }, 3)]);
      const error = await rejection(client.login("mara.quill@example.org", "Str0ng&Silent!"));
      expect(error.message).toBe(
        `Network error: no answer from https://auth.test: ${networkError}`,
      );
      expect(error).toMatchObject({ statusCode: undefined, details: {}, code: networkError });
      expect(error.cause).toBeInstanceOf(TypeError);
      expect(fetch.count).toBe(4);
      expect(clock.waits).toEqual([0, 2_000, 4_000]);
    },
  );

  it("time runs out after ten seconds, for each attempt [RA-016, RA-017, RA-044]", async () => {
    const clock = manualClock();
    const fetch = fakeFetch(repeat({ never: true }, 4), { clock });
    const client = new AuthClient({ baseUrl, fetch, clock });
    const failed = rejection(client.healthCheck());
    await clock.advance(9_999);
    expect(fetch.count).toBe(1);
    await clock.advance(1);
    await clock.runAll();
    const error = await failed;
    expect(fetch.count).toBe(4);
    expect(clock.delays.filter((ms) => ms === 10_000)).toHaveLength(4);
    expect(error.message).toBe("Network error: no complete answer within 10000 ms (timeoutMs)");
    expect(error).toMatchObject({ statusCode: undefined, details: {} });
    expect(error.cause).toMatchObject({ name: "TimeoutError" });
    expect(error.cause).toBeInstanceOf(runtime.TimeoutError);
  });

  it("the limit holds for refresh and replay each [RA-016]", async () => {
    const clock = manualClock();
    const slow = (answer: ReturnType<typeof tokens>) => ({ ...answer, delayMs: 9_000 });
    const fetch = fakeFetch([tokens(1), slow(empty(401)), slow(tokens(2)), slow({ json: mara })], {
      clock,
    });
    const client = new AuthClient({ baseUrl, fetch, clock });
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    const user = client.getCurrentUser();
    await clock.runAll();
    await expect(user).resolves.toMatchObject({ id: mara.user_id });
  });
});

describe("when all retries are used up", () => {
  it("the error is that of the last answer [RA-046]", async () => {
    const { client } = given([
      ...repeat(empty(500), 3),
      nested(503, "SERVICE_UNAVAILABLE", "Try later"),
    ]);
    const error = await rejection(client.healthCheck());
    expect(error).toMatchObject({
      message: "Try later",
      statusCode: 503,
      code: "SERVICE_UNAVAILABLE",
    });
    expect(error.attempts.map(({ status }) => status)).toEqual([500, 500, 500, 503]);
  });

  it("a 503 without a body is HTTP 503: Service Unavailable [RA-095]", async () => {
    const { client, fetch } = given(repeat(empty(503), 4));
    const error = await rejection(client.healthCheck());
    expect(error).toMatchObject({ message: "HTTP 503: Service Unavailable", statusCode: 503 });
    expect(fetch.count).toBe(4);
  });

  it.each([
    ["maxRetries: 0", { maxRetries: 0 }],
    ["retry: false", { retry: false }],
    ["retry: 0", { retry: 0 }],
  ] as const)(
    "%s makes one attempt, with a status where there is one [RA-047, RA-018]",
    async (_name, options) => {
      const limited = nested(429, "RATE_LIMITED", "Rate limit exceeded");
      const { client, fetch } = given([limited], options);
      const error = await rejection(client.login("mara.quill@example.org", "Str0ng&Silent!"));
      expect(error).toMatchObject({ statusCode: 429, code: "RATE_LIMITED", retryAfter: undefined });
      expect(fetch.count).toBe(1);
    },
  );

  it("more retries can be asked for [RA-018]", async () => {
    for (const options of [{ maxRetries: 5 }, { retry: 5 }, { maxRetries: 1, retry: 5 }]) {
      const { client, fetch } = given(repeat(empty(503), 6), options);
      await rejection(client.healthCheck());
      expect(fetch.count).toBe(6);
    }
  });
});

describe("a call, its refresh and its replay", () => {
  it("have all retries each [RA-049]", async () => {
    const { client, fetch, clock } = given([
      tokens(1),
      ...repeat(empty(503), 3),
      empty(401),
      ...repeat(empty(500), 3),
      tokens(2),
      ...repeat(empty(502), 3),
      { json: mara },
    ]);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    await expect(client.getCurrentUser()).resolves.toMatchObject({ id: mara.user_id });
    expect(clock.waits).toEqual([0, 2_000, 4_000, 0, 2_000, 4_000, 0, 2_000, 4_000]);
    fetch.assertDone();
  });

  it("renew once, however often the replay is repeated [RA-049]", async () => {
    const { client, service, sent } = await givenSignedIn();
    service.good.clear();
    service.refresh = () => tokens(2);
    await rejection(client.getCurrentUser());
    expect(sent().filter((line) => line === "POST /auth/refresh")).toHaveLength(1);
  });
});
