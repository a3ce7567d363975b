/** Which failures are repeated, how often, and after which wait. */
import { describe, expect, it } from "vitest";
import type { AnswerParts } from "../../src/testing/answers.js";
import { APIConfig, RateLimitError } from "../../src/valentina/index.js";
import { retryDelayMs, retryRules } from "../../src/valentina/retry.js";
import { rejection } from "../support/rejection.js";
import { apiKey, baseUrl, given } from "./support/given.js";

const limited = (headers: Record<string, string> = {}): AnswerParts => ({ status: 429, headers });
const wait = (seconds: number): AnswerParts => limited({ ratelimit: `"d";r=0;t=${seconds}` });
const fine: AnswerParts = { json: { id: "c1" } };
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe("a reached rate limit", () => {
  it("is met with three retries, after 1, 2 and 4 seconds [VN-007, VN-018, VN-019]", async () => {
    const { client, fetch, clock } = given(times(4, limited()));
    const error = await rejection(client.companies.get("c1"));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(fetch.count).toBe(4);
    expect(clock.waits).toEqual([1_000, 2_000, 4_000]);
  });

  it("is over as soon as there is an answer [VN-007]", async () => {
    const { client, fetch, clock } = given([limited(), limited(), fine]);
    expect(await client.companies.get("c1")).toEqual({ id: "c1" });
    expect([fetch.count, clock.waits]).toEqual([3, [1_000, 2_000]]);
  });

  it.each([0, 1, 5])(
    "is met with %i retries where that is asked for [VN-018]",
    async (maxRetries) => {
      const { client, fetch } = given(times(maxRetries + 1, limited()), { maxRetries });
      await rejection(client.companies.get("c1"));
      expect(fetch.count).toBe(maxRetries + 1);
    },
  );

  it("is not met at all where that is asked for [VN-020]", async () => {
    const { client, fetch, clock } = given([limited()], { autoRetryRateLimit: false });
    expect(await rejection(client.companies.get("c1"))).toBeInstanceOf(RateLimitError);
    expect([fetch.count, clock.waits]).toEqual([1, []]);
  });

  it("is met whatever the method, uploads too [VN-007]", async () => {
    const calls = [
      () => given([limited(), fine]),
      () => given([limited(), { status: 204 }]),
    ] as const;
    const [one, none] = calls;
    for (const [make, call] of [
      [one, (client) => client.companies.create({ name: "Sabbat", email: "a@b.c" })],
      [one, (client) => client.companies.update("c1", { name: "Sabbat" })],
      [one, (client) => client.books("u1", "p1").renumber("b1", 2)],
      [one, (client) => client.developer.regenerateApiKey()],
      [one, (client) => client.users().uploadAsset("u1", "a.txt", new Uint8Array([1]))],
      [none, (client) => client.companies.delete("c1")],
    ] satisfies [
      typeof one,
      (client: ReturnType<typeof given>["client"]) => PromiseLike<unknown>,
    ][]) {
      const { client, fetch } = make();
      await call(client);
      expect(fetch.count).toBe(2);
    }
  });

  it.each([
    [5, [5_000, 10_000, 20_000]],
    [0, [1_000, 2_000, 4_000]],
    [120, [120_000, 240_000, 480_000]],
  ])("that names %i seconds is waited for, longer each time [VN-019, VN-084]", async (t, waits) => {
    const { client, clock } = given(times(4, wait(t)));
    await rejection(client.companies.get("c1"));
    expect(clock.waits).toEqual(waits);
  });

  it("is waited for by the header that counts, not by another [VN-084]", async () => {
    const both = limited({ ratelimit: '"a";r=3;t=0, "b";r=0;t=60', "retry-after": "30" });
    const { client, clock } = given([both, fine]);
    await client.companies.get("c1");
    expect(clock.waits).toEqual([1_000]);
    const other = given([limited({ "retry-after": "30" }), fine]);
    await other.client.companies.get("c1");
    expect(other.clock.waits).toEqual([30_000]);
  });

  it("is waited for a quarter longer at most [VN-019]", () => {
    const config = { retryDelayMs: 1_000 };
    const delays = [0, 1, 2].map((retries) => [
      retryDelayMs(config, { retries, retryAfterMs: undefined }, () => 0),
      retryDelayMs(config, { retries, retryAfterMs: undefined }, () => 1),
    ]);
    expect(delays).toEqual([
      [1_000, 1_250],
      [2_000, 2_500],
      [4_000, 5_000],
    ]);
    expect(retryDelayMs(config, { retries: 1, retryAfterMs: 5_000 }, () => 1)).toBe(12_500);
  });

  it("is waited for from the delay that is asked for [VN-019]", async () => {
    const { client, clock } = given([limited(), wait(1), fine], { retryDelayMs: 3_000 });
    await client.companies.get("c1");
    expect(clock.waits).toEqual([3_000, 6_000]);
  });

  it("ends the call when its deadline comes first", async () => {
    const { client, fetch } = given([wait(60), fine], { deadlineMs: 10_000 });
    expect(await rejection(client.companies.get("c1"))).toBeInstanceOf(RateLimitError);
    expect(fetch.count).toBe(1);
  });

  it("does not use up retries of other calls, however often it is met", async () => {
    const { client, fetch } = given(times(150, limited()), { maxRetries: 149 });
    await rejection(client.companies.get("c1"));
    expect(fetch.count).toBe(150);
  });
});

describe("any other failure", () => {
  const failures: readonly AnswerParts[] = [
    ...[400, 401, 403, 404, 408, 409, 500, 502, 503, 504].map((status) => ({ status })),
    { networkError: "ECONNREFUSED" },
    { networkError: "ECONNRESET" },
  ];
  it.each(failures)("is thrown at once: %j [VN-023, VN-018]", async (failure) => {
    const { client, fetch, clock } = given([failure, fine]);
    await rejection(client.companies.get("c1"));
    expect([fetch.count, clock.waits]).toEqual([1, []]);
  });

  it("is repeated where its status is named, with connections that failed [VN-023]", async () => {
    const retryStatuses = [503];
    for (const failure of [{ status: 503 }, { networkError: "ECONNRESET" }, limited()]) {
      const { client, fetch } = given([failure, fine], { retryStatuses });
      await client.companies.get("c1");
      expect(fetch.count).toBe(2);
    }
    const { client, fetch } = given([{ status: 500 }, fine], { retryStatuses });
    await rejection(client.companies.get("c1"));
    expect(fetch.count).toBe(1);
  });

  it("is repeated of POST and PATCH with an idempotency key only [VN-023]", async () => {
    const retryStatuses = [503];
    const failed = { status: 503 };
    for (const autoIdempotencyKeys of [false, true]) {
      const post = given([failed, fine], { retryStatuses, autoIdempotencyKeys });
      const patch = given([failed, fine], { retryStatuses, autoIdempotencyKeys });
      const outcomes = [
        post.client.companies.create({ name: "Sabbat", email: "a@b.c" }),
        patch.client.companies.update("c1", { name: "Sabbat" }),
      ];
      await Promise.allSettled(outcomes);
      expect([post.fetch.count, patch.fetch.count]).toEqual(autoIdempotencyKeys ? [2, 2] : [1, 1]);
    }
    const remove = given([failed, { status: 204 }], { retryStatuses });
    await remove.client.companies.delete("c1");
    expect(remove.fetch.count).toBe(2);
  });

  it("is not among the rules of a plain configuration [VN-023]", () => {
    const rules = retryRules(new APIConfig({ baseUrl, apiKey }), () => 0);
    expect(rules.statuses).toEqual([429]);
  });
});
