/** Trying again when the limit is reached, and searching in batches. */
import { transform } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  RateLimitError,
  type RetryBackoffOptions,
  type RetryNotice,
  type RobustClientOptions,
  RobustTracktionClient,
  retryWithBackoff,
  TracktionApiError,
  TracktionClient,
  TracktionConnectionError,
  TracktionTimeoutError,
  withRetry,
} from "../../src/tracktion/index.js";
import { afterWaits, found, given, rejection, track } from "./support/given.js";

/** A task that fails with each of these in turn and then succeeds, and options that wait for nothing. */
const givenTask = (failures: readonly unknown[], more: RetryBackoffOptions = {}) => {
  const waits: number[] = [];
  let calls = 0;
  const task = async (): Promise<string> => {
    calls += 1;
    const failure = failures[calls - 1];
    if (failure !== undefined) throw failure;
    return "done";
  };
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  const options = { sleep, random: () => 0.25, ...more };
  return { task, options, waits, calls: () => calls };
};

const limited = (retryAfterMs?: number): RateLimitError =>
  new RateLimitError(undefined, { retryAfterMs });

describe("retryWithBackoff", () => {
  it("tries four times at most [TK-62, TK-63]", async () => {
    const { task, options, calls } = givenTask(Array(9).fill(limited()));
    await rejection(retryWithBackoff(task, options));
    expect(calls()).toBe(4);
    const more = givenTask(Array(9).fill(limited()), { maxRetries: 5 });
    await rejection(retryWithBackoff(more.task, more.options));
    expect(more.calls()).toBe(6);
    const none = givenTask([limited()], { maxRetries: 0 });
    await rejection(retryWithBackoff(none.task, none.options));
    expect(none.calls()).toBe(1);
  });

  it("doubles its wait and adds up to a second [TK-62, TK-64]", async () => {
    const { task, options, waits } = givenTask([limited(), limited(), limited()]);
    await expect(retryWithBackoff(task, options)).resolves.toBe("done");
    expect(waits).toEqual([1_250, 2_250, 4_250]);
    const quick = givenTask([limited(), limited()], { baseDelayMs: 10, random: () => 0.999 });
    await retryWithBackoff(quick.task, quick.options);
    expect(quick.waits).toEqual([1_009, 1_019]);
  });

  it("waits as long as the server says, which the usual 60 seconds are not [TK-64, TK-67]", async () => {
    const { task, options, waits } = givenTask([limited(12_000), limited(0), limited()]);
    await retryWithBackoff(task, options);
    expect(waits).toEqual([12_000, 0, 4_250]);
  });

  it("throws the last error as it is [TK-65]", async () => {
    const last = limited();
    const { task, options } = givenTask([limited(), limited(), limited(), last]);
    expect(await rejection(retryWithBackoff(task, options))).toBe(last);
  });

  it("tells of each wait, and prints nothing [TK-66]", async () => {
    const notices: RetryNotice[] = [];
    const onRetry = (notice: RetryNotice): void => void notices.push(notice);
    const failure = limited(3_000);
    const { task, options } = givenTask([failure, limited()], { onRetry });
    await retryWithBackoff(task, options);
    expect(notices).toMatchObject([
      { attempt: 1, delayMs: 3_000 },
      { attempt: 2, delayMs: 2_250 },
    ]);
    expect(notices[0]?.error).toBe(failure);
  });

  it.each([
    ["a refusal", new TracktionApiError("no", 401)],
    ["a broken server", new TracktionApiError("no", 503)],
    ["a failed connection", new TracktionConnectionError(undefined, { maybeSent: false })],
    ["a time-out", new TracktionTimeoutError()],
    ["anything else", new Error("x")],
  ])("throws %s at once [TK-68]", async (_name, failure) => {
    const { task, options, calls } = givenTask([failure]);
    expect(await rejection(retryWithBackoff(task, options))).toBe(failure);
    expect(calls()).toBe(1);
  });

  it("repeats failed connections when asked to, of what may be sent twice", async () => {
    const about = (method: "GET" | "POST") => ({ operation: { id: "x", method, path: "/x" } });
    const reset = (method: "GET" | "POST", maybeSent = true) =>
      new TracktionConnectionError(undefined, { ...about(method), maybeSent });
    const more = { retryNetworkErrors: true };
    for (const failure of [
      reset("GET"),
      reset("POST", false),
      new TracktionTimeoutError(undefined, about("GET")),
    ]) {
      const { task, options, calls } = givenTask([failure], more);
      await expect(retryWithBackoff(task, options)).resolves.toBe("done");
      expect(calls()).toBe(2);
    }
    for (const failure of [
      reset("POST"),
      new TracktionTimeoutError(undefined, about("POST")),
      new TracktionConnectionError("refused", { ...about("GET"), code: "REDIRECT" }),
    ]) {
      const { task, options } = givenTask([failure], more);
      expect(await rejection(retryWithBackoff(task, options))).toBe(failure);
    }
  });

  it("stops waiting when its signal says so", async () => {
    const aborting = new AbortController();
    const { task, calls } = givenTask([limited(60_000)]);
    const { clock } = given([]);
    const sleep = (ms: number, signal?: AbortSignal): Promise<void> => clock.sleep(ms, signal);
    const waiting = retryWithBackoff(task, { signal: aborting.signal, sleep });
    await clock.settle();
    aborting.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    expect(calls()).toBe(1);
  });

  it.each([{ maxRetries: -1 }, { maxRetries: Number.NaN }, { baseDelayMs: -1 }])(
    "refuses %j",
    async (more) => {
      const { task, options } = givenTask([limited()], more);
      expect(await rejection(retryWithBackoff(task, options))).toMatchObject({ kind: "config" });
    },
  );
});

describe("withRetry", () => {
  it("wraps a function of any arguments, whose name and length stay [TK-62, TK-148]", async () => {
    const { options } = givenTask([]);
    let calls = 0;
    async function searchTwice(query: string, limit: number): Promise<string> {
      calls += 1;
      if (calls === 1) throw limited();
      return `${query} ${limit}`;
    }
    const wrapped = withRetry(searchTwice, options);
    await expect(wrapped("house", 5)).resolves.toBe("house 5");
    expect([wrapped.name, wrapped.length]).toEqual(["searchTwice", 2]);
  });

  it("counts the tries of each call by itself [TK-148]", async () => {
    const { options } = givenTask([], { maxRetries: 1 });
    const calls = new Map<string, number>();
    const wrapped = withRetry(async (name: string) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      if (calls.get(name) === 1) throw limited();
      return name;
    }, options);
    await expect(Promise.all([wrapped("a"), wrapped("b")])).resolves.toEqual(["a", "b"]);
    await expect(wrapped("c")).resolves.toBe("c");
  });

  it("passes this to a method [TK-148]", async () => {
    const { options } = givenTask([]);
    const box = {
      calls: 0,
      read: withRetry(async function read(this: { calls: number }): Promise<number> {
        this.calls += 1;
        if (this.calls === 1) throw limited();
        return this.calls;
      }, options),
    };
    await expect(box.read()).resolves.toBe(2);
  });

  it("decorates a method [TK-148]", async () => {
    const source = `
      export class Box {
        calls = 0;
        @decorator
        async read(query) {
          this.calls += 1;
          if (this.calls === 1) throw failure();
          return query + this.calls;
        }
      }`;
    const { code } = await transform(source, { target: "es2022", format: "esm", loader: "ts" });
    const { options } = givenTask([]);
    const scope = globalThis as Record<string, unknown>;
    Object.assign(scope, { decorator: withRetry(options), failure: limited });
    onTestFinished(() => {
      delete scope.decorator;
      delete scope.failure;
    });
    const module = `data:text/javascript,${encodeURIComponent(code)}`;
    const { Box } = await import(/* @vite-ignore */ module);
    const box = new Box();
    await expect(box.read("house")).resolves.toBe("house2");
    expect(Box.prototype.read.name).toBe("read");
  });
});

const givenClient = (script: Parameters<typeof given>[0], options: RobustClientOptions = {}) => {
  const world = given(script);
  const client = new RobustTracktionClient({ ...world, apiKey: "tk_test_1", ...options });
  return { ...world, client };
};

describe("the robust client", () => {
  const answer = (headers: Record<string, string> = {}) => ({ status: 429, headers });

  it("is a plain one that tries again [TK-69]", async () => {
    const { clock, client, fetch } = givenClient([answer(), answer(), found]);
    expect(client).toBeInstanceOf(TracktionClient);
    expect(new RobustTracktionClient("tk_test_1").apiKey).toBe("tk_test_1");
    const { result, tookMs } = await afterWaits(clock, client.searchTracksWithRetry("house"));
    expect(result).toMatchObject({ value: [track] });
    expect(tookMs).toBe(1_500 + 2_500);
    expect(fetch.count).toBe(3);
  });

  it("takes other counts and waits [TK-69]", async () => {
    const options = { maxRetries: 1, baseDelayMs: 100 };
    const { clock, client, fetch } = givenClient({ "* /*": answer() }, options);
    const { result, tookMs } = await afterWaits(clock, client.searchTracksWithRetry("house"));
    expect(result.status).toBe("rejected");
    expect(tookMs).toBe(600);
    expect(fetch.count).toBe(2);
  });

  it("waits as the server asks: 2 s by one header, 1 s by the other [TK-64]", async () => {
    const script = [
      answer({ "x-ratelimit-retry-after": "2" }),
      answer({ "retry-after": "1" }),
      found,
    ];
    const { clock, client } = givenClient(script);
    const { result, tookMs } = await afterWaits(clock, client.searchTracksWithRetry("house"));
    expect(result.status).toBe("fulfilled");
    expect(tookMs).toBe(3_000);
  });

  it("gives up after four calls [TK-63, TK-65]", async () => {
    const { clock, client, fetch } = givenClient({ "* /*": answer({ "retry-after": "1" }) });
    const { result } = await afterWaits(clock, client.searchTracksWithRetry("house"));
    expect(result.status === "rejected" && result.reason).toBeInstanceOf(RateLimitError);
    expect(fetch.count).toBe(4);
  });

  it("sends what it is given and no limit of its own, and answers the tracks [TK-70, TK-71]", async () => {
    const { client, fetch } = givenClient({ "* /*": found });
    await expect(client.searchTracksWithRetry("house")).resolves.toEqual([track]);
    await client.searchTracksWithRetry("house", { limit: 5, genre: "Deep", mood: ["a", "b"] });
    expect(fetch.lines).toEqual([
      "GET /api/v1/search/tracks?q=house",
      "GET /api/v1/search/tracks?q=house&limit=5&genre=Deep&mood=a&mood=b",
    ]);
  });

  it("logs each wait [TK-66]", async () => {
    const lines: string[] = [];
    const nothing = (): void => {};
    const info = (line: string): void => void lines.push(line);
    const logger = { debug: nothing, info, warn: nothing, error: nothing };
    const { clock, client } = givenClient([answer(), found], { logger });
    await afterWaits(clock, client.searchTracksWithRetry("house"));
    expect(lines).toEqual(["Rate limited, retrying in 1.50 seconds..."]);
  });
});

describe("a batch of searches", () => {
  const byQuery = (answers: Readonly<Record<string, object>>) => ({
    "GET /api/v1/search/tracks": ({ query }: { query: URLSearchParams }) =>
      answers[query.get("q") ?? ""] ?? found,
  });

  it("is one search after the other, in their order [TK-72, TK-73, TK-78]", async () => {
    const { clock, client, fetch } = givenClient(byQuery({}));
    const batch = client.batchSearchTracks(["a", "b", "c"]);
    await clock.settle();
    expect(fetch.count).toBe(1);
    const { result } = await afterWaits(clock, batch);
    expect(result).toMatchObject({
      value: ["a", "b", "c"].map((query) => ({ query, tracks: [track] })),
    });
    expect(fetch.requests.map(({ query }) => query.get("q"))).toEqual(["a", "b", "c"]);
  });

  it("pauses 100 ms between, and not after the last [TK-72, TK-75]", async () => {
    const { clock, client } = givenClient(byQuery({}));
    expect((await afterWaits(clock, client.batchSearchTracks(["a", "b", "c"]))).tookMs).toBe(200);
    const slow = client.batchSearchTracks(["a", "b"], { delayMs: 700 });
    expect((await afterWaits(clock, slow)).tookMs).toBe(700);
    expect((await afterWaits(clock, client.batchSearchTracks([]))).result).toMatchObject({
      value: [],
    });
  });

  it("goes on after a failure, which is a result and no reason to pause [TK-74, TK-75, TK-76]", async () => {
    const { clock, client, fetch } = givenClient(byQuery({ b: { status: 500, text: "down" } }));
    const { result, tookMs } = await afterWaits(clock, client.batchSearchTracks(["a", "b", "c"]));
    expect(result).toMatchObject({
      value: [
        { query: "a", tracks: [track] },
        { query: "b", error: "HTTP 500: down", cause: expect.any(TracktionApiError) },
        { query: "c", tracks: [track] },
      ],
    });
    expect(fetch.count).toBe(3);
    expect(tookMs).toBe(100);
  });

  it("logs what failed [TK-77]", async () => {
    const lines: string[] = [];
    const nothing = (): void => {};
    const warn = (line: string): void => void lines.push(line);
    const logger = { debug: nothing, info: nothing, warn, error: nothing };
    const { clock, client } = givenClient(byQuery({ a: { status: 500, text: "x" } }), { logger });
    await afterWaits(clock, client.batchSearchTracks(["a"]));
    expect(lines).toEqual(["Error searching for 'a': HTTP 500: x"]);
  });

  it("tries each search again when the limit is reached", async () => {
    const { clock, client } = givenClient([
      { status: 429, headers: { "retry-after": "2" } },
      found,
    ]);
    const { result, tookMs } = await afterWaits(clock, client.batchSearchTracks(["a"]));
    expect(result).toMatchObject({ value: [{ query: "a", tracks: [track] }] });
    expect(tookMs).toBe(2_000);
  });

  it("ends when it is aborted, in a search or in a pause", async () => {
    const { signal } = { signal: AbortSignal.abort(new Error("enough")) };
    const { clock, client, fetch } = givenClient(byQuery({}));
    await rejection(client.batchSearchTracks(["a", "b"], { signal }));
    expect(fetch.count).toBe(0);
    const aborting = new AbortController();
    const batch = client.batchSearchTracks(["a", "b"], { signal: aborting.signal });
    await clock.settle();
    aborting.abort(new Error("enough"));
    await expect(batch).rejects.toThrow("enough");
    expect(fetch.count).toBe(1);
  });
});
