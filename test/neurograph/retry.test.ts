/** The retry wrapper and its settings. */
import { describe, expect, it, vi } from "vitest";
import {
  AuthenticationError,
  AuthorizationError,
  asyncRetryWithBackoff,
  ConflictError,
  ConnectionError,
  NeuroGraphError,
  NotFoundError,
  RateLimitError,
  RetryConfig,
  type RetryNotice,
  retryWithBackoff,
  ServerError,
  shouldRetry,
  TimeoutError,
  ValidationError,
} from "../../src/neurograph/index.js";
import { createLeapingClock } from "./support/clocks.js";
import { given, rejection } from "./support/given.js";

const steady = new RetryConfig({ jitter: false });

/** Rejects with the errors in turn, then answers. */
function failing(...errors: readonly unknown[]) {
  const waiting = [...errors];
  return vi.fn(async (answer: string) => {
    if (waiting.length > 0) throw waiting.shift();
    return answer;
  });
}

describe("RetryConfig", () => {
  it("has the guide's defaults, in milliseconds [NG-089..NG-093]", () => {
    expect({ ...new RetryConfig() }).toEqual({
      maxRetries: 3,
      initialDelayMs: 1_000,
      maxDelayMs: 60_000,
      exponentialBase: 2,
      jitter: true,
    });
  });

  it("keeps the other defaults when one field is given [NG-095, NG-150]", () => {
    const config = new RetryConfig({ maxRetries: 5 });
    expect([config.maxRetries, config.initialDelayMs, config.jitter]).toEqual([5, 1_000, true]);
  });

  it("doubles the wait up to the limit [NG-090..NG-092, NG-096]", () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 7].map((attempt) => steady.getDelayMs(attempt));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    const custom = new RetryConfig({ initialDelayMs: 500, maxDelayMs: 30_000, jitter: false });
    expect([custom.getDelayMs(0), custom.getDelayMs(9)]).toEqual([500, 30_000]);
  });

  it("adds up to half of the wait as jitter, also beyond the limit [NG-093, NG-096]", () => {
    const config = new RetryConfig();
    const delays = [0, 0.5, 1].map((random) => config.getDelayMs(1, () => random));
    expect(delays).toEqual([2_000, 2_500, 3_000]);
    expect(config.getDelayMs(9, () => 1)).toBe(90_000);
    const drawn = config.getDelayMs(0);
    expect(drawn >= 1_000 && drawn <= 1_500).toBe(true);
  });

  it.each(["maxRetries", "initialDelayMs", "maxDelayMs", "exponentialBase"])(
    "refuses a %s that is no positive number",
    (field) => {
      expect(() => new RetryConfig({ [field]: Number.NaN })).toThrow(RangeError);
      expect(() => new RetryConfig({ [field]: -1 })).toThrow(RangeError);
    },
  );
});

describe("retryWithBackoff", () => {
  it("wraps a function with the defaults [NG-087]", async () => {
    const clock = createLeapingClock();
    const task = failing(new ServerError(), new ServerError(), new ServerError());
    await expect(retryWithBackoff(task, { clock, random: () => 0 })("done")).resolves.toBe("done");
    expect([task.mock.calls.length, clock.waits]).toEqual([4, [1_000, 2_000, 4_000]]);
  });

  it("passes arguments and `this` through and awaits plain results [NG-087]", async () => {
    const counter = {
      start: 40,
      add: retryWithBackoff(function (this: { start: number }, first: number, second: number) {
        return this.start + first + second;
      }),
    };
    await expect(counter.add(1, 1)).resolves.toBe(42);
  });

  it("comes as a factory and with options behind the function [NG-088]", async () => {
    const config = new RetryConfig({ maxRetries: 1, initialDelayMs: 500, jitter: false });
    const clock = createLeapingClock();
    const first = retryWithBackoff({ config, clock })(failing(new ServerError()));
    const second = retryWithBackoff(failing(new ServerError()), { config, clock });
    await expect(Promise.all([first("a"), second("b")])).resolves.toEqual(["a", "b"]);
    expect(clock.waits).toEqual([500, 500]);
  });

  it("has the asynchronous name as well, with and without config [NG-094]", async () => {
    const clock = createLeapingClock();
    const config = new RetryConfig({ maxRetries: 5 });
    const plain = asyncRetryWithBackoff(failing());
    const configured = asyncRetryWithBackoff({ config, clock })(
      failing(...Array.from({ length: 5 }, () => new ServerError())),
    );
    await expect(Promise.all([plain("a"), configured("b")])).resolves.toEqual(["a", "b"]);
    expect(clock.waits).toHaveLength(5);
  });

  it("throws the last error unchanged when all tries have failed [NG-089]", async () => {
    const clock = createLeapingClock();
    const last = new ServerError("the last");
    const task = failing(new ServerError(), new ServerError(), new ServerError(), last);
    expect(await rejection(retryWithBackoff(task, { clock })("never"))).toBe(last);
    expect(task).toHaveBeenCalledTimes(4);
  });

  it("makes one try when no retries are wanted [NG-089]", async () => {
    const task = failing(new ServerError());
    const config = new RetryConfig({ maxRetries: 0 });
    await rejection(retryWithBackoff(task, { config })("never"));
    expect(task).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["exactly as long as the server asked, beyond the limit and without jitter", 120_000, 120_000],
    ["by the formula when the server asks for 0", 0, 1_500],
    ["by the formula when the server asks for nothing", undefined, 1_500],
  ])("waits %s [NG-098]", async (_case, retryAfterMs, expected) => {
    const clock = createLeapingClock();
    const limited = new RateLimitError("slow down", { retryAfterMs });
    await retryWithBackoff(failing(limited), { clock, random: () => 1 })("done");
    expect(clock.waits).toEqual([expected]);
  });

  it("tells of each wait and prints nothing itself [NG-151]", async () => {
    const printed = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
    const notices: RetryNotice[] = [];
    const errors = [new RateLimitError("slow down", { retryAfterMs: 3_000 }), new ServerError()];
    const options = { config: steady, clock: createLeapingClock() };
    const onRetry = (notice: RetryNotice) => notices.push(notice);
    await retryWithBackoff({ ...options, onRetry })(failing(...errors))("done");
    expect(notices).toEqual([
      { attempt: 1, delayMs: 3_000, error: errors[0] },
      { attempt: 2, delayMs: 2_000, error: errors[1] },
    ]);
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  });

  it("stops waiting when the signal aborts", async () => {
    const aborting = new AbortController();
    const clock = createLeapingClock();
    const onRetry = () => aborting.abort(new Error("enough"));
    const task = failing(new ServerError());
    const wrapped = retryWithBackoff(task, { clock, signal: aborting.signal, onRetry });
    await expect(wrapped("never")).rejects.toThrow("enough");
    expect(task).toHaveBeenCalledTimes(1);
  });

  it("keeps the state of concurrent calls apart [NG-103]", async () => {
    const tries = new Map<number, number>();
    const clock = createLeapingClock();
    const create = retryWithBackoff({ clock })(async (index: number) => {
      tries.set(index, (tries.get(index) ?? 0) + 1);
      if (index % 2 === 0 && (tries.get(index) ?? 0) <= 3) throw new ServerError();
      return index;
    });
    const all = Array.from({ length: 100 }, (_, index) => index);
    await expect(Promise.all(all.map((index) => create(index)))).resolves.toEqual(all);
    expect(new Set(all.map((index) => tries.get(index)))).toEqual(new Set([4, 1]));
  });
});

describe("what is repeated", () => {
  it.each([
    ["rate limits [NG-098]", new RateLimitError()],
    ["answers of 500 [NG-099]", new ServerError()],
    ["answers of 502 [NG-099]", new ServerError("bad gateway", { status: 502 })],
    ["answers of 503 [NG-099]", new ServerError("unavailable", { status: 503 })],
    ["answers of 504 [NG-099]", new ServerError("gateway timeout", { status: 504 })],
    ["failed connections [NG-100, NG-086]", new ConnectionError()],
    ["time-outs [NG-100, NG-086]", new TimeoutError()],
  ])("%s", async (_case, error) => {
    expect(shouldRetry(error)).toBe(true);
    const task = failing(error);
    await retryWithBackoff(task, { clock: createLeapingClock() })("done");
    expect(task).toHaveBeenCalledTimes(2);
  });

  it.each([
    ["not 401 [NG-101]", new AuthenticationError()],
    ["not 403 [NG-101]", new AuthorizationError()],
    ["not 404 [NG-101]", new NotFoundError()],
    ["not 409 [NG-101]", new ConflictError()],
    ["not 422 [NG-101]", new ValidationError()],
    ["not other answers [NG-102]", new NeuroGraphError("no", { status: 400 })],
    ["not foreign errors [NG-102]", new TypeError("a bug")],
    ["not values that are no errors [NG-102]", "text"],
  ])("%s", async (_case, error) => {
    expect(shouldRetry(error)).toBe(false);
    const task = failing(error);
    expect(await rejection(retryWithBackoff(task)("never"))).toBe(error);
    expect(task).toHaveBeenCalledTimes(1);
  });
});

describe("the wrapper around a client", () => {
  it("waits as the server says and succeeds at the third request [NG-098]", async () => {
    const { server, client } = await given();
    const limited = { status: 429, headers: { "retry-after": "1" } };
    server.failNext("POST /api/v1/tokens", [limited, limited]);
    const clock = createLeapingClock();
    const create = retryWithBackoff((text: string) => client.tokens.create({ text }), { clock });
    await expect(create("resilient")).resolves.toMatchObject({ text: "resilient" });
    expect(clock.waits).toEqual([1_000, 1_000]);
    expect(server.count("POST", "/api/v1/tokens")).toBe(3);
  });

  it("outlasts failures of the server, with computed waits [NG-099]", async () => {
    const { server, client } = await given();
    server.failNext("POST /api/v1/tokens", [{ status: 503 }, { status: 502 }]);
    const clock = createLeapingClock();
    const create = retryWithBackoff(() => client.tokens.create({ text: "x" }), {
      clock,
      config: steady,
    });
    await create();
    expect(clock.waits).toEqual([1_000, 2_000]);
  });

  it("gives up after exactly four requests [NG-099, NG-089]", async () => {
    const { server, client } = await given();
    const failure = { status: 503 };
    server.failNext("POST /api/v1/tokens", [failure, failure, failure, failure]);
    const create = retryWithBackoff(() => client.tokens.create({ text: "x" }), {
      clock: createLeapingClock(),
    });
    expect(await rejection(create())).toBeInstanceOf(ServerError);
    expect(server.count("POST", "/api/v1/tokens")).toBe(4);
  });

  it.each([422, 404, 409, 403])("sends one request for a %s [NG-101]", async (status) => {
    const { server, client } = await given();
    server.failNext("POST /api/v1/tokens", [{ status }]);
    const create = retryWithBackoff(() => client.tokens.create({ text: "x" }));
    await rejection(create());
    expect(server.count("POST", "/api/v1/tokens")).toBe(1);
  });

  it("repeats after a connection that broke [NG-100]", async () => {
    const { server, client } = await given();
    await client.tokens.list();
    server.failNext("POST /api/v1/tokens", [{ reset: true }]);
    const clock = createLeapingClock();
    await retryWithBackoff(() => client.tokens.create({ text: "x" }), { clock })();
    expect(clock.waits).toHaveLength(1);
  });
});
