/** What servers say of when to come back is kept to, and nonsense is not; methods of reading and aborts in any turn. */
import { AbortError, type AuthProvider, RateLimitError, ServerError } from "clientwright/runtime";
import type { Script } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { failure, failureAfterAll, given, operation, outcome } from "./given.js";

const write = operation({ method: "POST", body: "json", security: [["bearer"]] });
const auth = { bearer: "some-token" };
const body = { name: "x" };

describe("a hint of when to come back", () => {
  const read = operation();
  const first = (headers: Record<string, string>, status = 429): Script => [
    { status, headers },
    { json: 1 },
  ];

  it.each([
    ["-1"],
    ["NaN"],
    ["Infinity"],
    ["1e3"],
    ["0x10"],
    ["5, 10"],
    ["1 2"],
    ["\u0663"],
    [""],
    ["Thu, 99 Foo 2026 99:99:99 GMT"],
    ["2026-01-01T00:00:10Z"],
  ])("that reads %j counts as none, never as zero", async (value) => {
    const { client, clock } = given(first({ "retry-after": value }), { retry: { jitter: "none" } });
    await outcome(clock, client.call(read, {}));
    expect(clock.delays).toContain(500);
  });

  it.each([
    ["1.5", 1_500],
    ["0.0001", 1],
    ["007", 7_000],
    ["  3  ", 3_000],
  ])("that reads %j is kept to", async (value, delayMs) => {
    const { client, clock } = given(first({ "retry-after": value }));
    expect(await outcome(clock, client.call(read, {}))).toMatchObject({ status: "fulfilled" });
    expect(clock.delays).toContain(delayMs);
  });

  it.each(["99999999999", "9".repeat(400), "Fri, 31 Dec 9999 23:59:59 GMT"])(
    "of %s fails at once, with a date that can be printed",
    async (value) => {
      const { client, fetch, clock } = given(first({ "retry-after": value }));
      const error = (await failureAfterAll(clock, client.call(read, {}))) as RateLimitError;
      expect(error).toBeInstanceOf(RateLimitError);
      expect(fetch.count).toBe(1);
      expect(() => error.retryAt?.toISOString()).not.toThrow();
      expect(() => JSON.stringify(error)).not.toThrow();
    },
  );

  it("beyond the deadline fails at once, and not at the deadline", async () => {
    const { client, fetch, clock } = given(first({ "retry-after": "10" }, 503));
    const start = clock.now();
    const error = await failure(client.call(read, {}, { deadlineMs: 9_000 }));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ retryAfterMs: 10_000 });
    expect(clock.now()).toBe(start);
    expect(fetch.count).toBe(1);
  });
});

describe("methods of reading", () => {
  it.each(["HEAD", "OPTIONS"] as const)(
    "%s is repeated like a GET, without a body to read",
    async (method) => {
      const { client, fetch, clock } = given([{ status: 503 }, { status: 200 }]);
      const call = client.call(operation({ method, answer: "none" }), {});
      expect(await outcome(clock, call)).toEqual({ status: "fulfilled", value: undefined });
      expect(fetch.count).toBe(2);
    },
  );
});

describe("an abort", () => {
  it("before the start sends nothing and asks no provider", async () => {
    let asked = 0;
    const provider: AuthProvider = {
      authenticate: (request) => {
        asked += 1;
        return request;
      },
    };
    const { client, fetch } = given([{ json: 1 }], { auth: provider });
    const error = await failure(client.call(write, { body }, { signal: AbortSignal.abort("why") }));
    expect(error).toBeInstanceOf(AbortError);
    expect((error as Error).cause).toBe("why");
    expect([asked, fetch.count]).toEqual([0, 0]);
  });

  it("in every single turn of the event loop is an AbortError or comes too late, and sends no more", async () => {
    for (let turns = 0; turns < 25; turns += 1) {
      const controller = new AbortController();
      const { client, fetch, clock } = given([{ status: 503 }, { json: 1 }], {
        auth,
        retry: { jitter: "none" },
      });
      const call = client.call(
        operation({ security: [["bearer"]] }),
        {},
        { signal: controller.signal },
      );
      const result = Promise.allSettled([call]);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      controller.abort();
      await clock.runAll();
      const [settled] = await result;
      expect(settled.status === "fulfilled" || settled.reason instanceof AbortError).toBe(true);
      if (settled.status === "rejected") expect(fetch.count).toBeLessThanOrEqual(2);
    }
  });
});
