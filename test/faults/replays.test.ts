/** Unlucky timing around writes: no failure makes a call have its effect twice, and every hint is kept to. */
import {
  AbortError,
  type AuthProvider,
  type CallOptions,
  type ClientOptions,
  ConnectionError,
  type Operation,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "clientwright/runtime";
import type { AnswerParts, Script } from "clientwright/testing";
import { describe, expect, it } from "vitest";
import { answerJson, type Handler, startRawServer } from "../support/raw-server.js";
import { failure, failureAfterAll, given, operation, outcome } from "./given.js";

const write = operation({ method: "POST", body: "json", security: [["bearer"]] });
const auth = { bearer: "some-token" };
const eager: Partial<ClientOptions> = { auth, retry: { maxRetries: 4, initialDelayMs: 1 } };
const body = { name: "x" };

/** How many requests of each method reach a server when one write is made. */
const requestsOf = async (handler: Handler, options: CallOptions = {}, call: Operation = write) => {
  await using server = await startRawServer(handler);
  const { client } = given([], {
    ...eager,
    baseUrl: server.url,
    fetch: globalThis.fetch,
    clock: undefined as never,
  });
  const error = await failure(client.call(call, { body }, options));
  return { error, methods: server.requests.map(({ method }) => method) };
};

describe("a write", () => {
  it.each<[string, Handler]>([
    [
      "the connection is reset after it was sent",
      (_, response) => void response.socket?.resetAndDestroy(),
    ],
    ["the connection is closed without an answer", (_, response) => void response.socket?.end()],
    ["the server answers 500", (_, response) => answerJson(response, 500, {})],
    ["the server answers 502", (_, response) => answerJson(response, 502, {})],
    ["the server answers 504", (_, response) => answerJson(response, 504, {})],
    ["the server answers 408", (_, response) => answerJson(response, 408, {})],
    ["the server answers 503 without a hint", (_, response) => answerJson(response, 503, {})],
    [
      "the success breaks off",
      (_, response) => {
        response.writeHead(201, { "content-type": "application/json", "content-length": "50" });
        response.write("{", () => response.socket?.resetAndDestroy());
      },
    ],
    ["the success is not JSON", (_, response) => answerJson(response, 201, "{")],
    ["the answer is garbage", (_, response) => void response.socket?.end("NONSENSE\r\n\r\n")],
  ])("is made once when %s", async (_title, handler) => {
    expect((await requestsOf(handler)).methods).toEqual(["POST"]);
  });

  it("is made once when its answer's body stalls", async () => {
    const stall: Handler = (_, response) => {
      response.writeHead(201, { "content-type": "application/json", "content-length": "50" });
      response.write("{");
    };
    const { error, methods } = await requestsOf(stall, { timeoutMs: 50 });
    expect(error).toBeInstanceOf(TimeoutError);
    expect(methods).toEqual(["POST"]);
  });

  it.each<[string, AnswerParts]>([
    ["refuses the connection", { networkError: "ECONNREFUSED" }],
    ["asks for patience", { status: 429, headers: { "retry-after": "1" } }],
    ["is overloaded and says for how long", { status: 503, headers: { "retry-after": "1" } }],
  ])(
    "that was answered by a redirect to its result is not made again when the result %s",
    async (_title, answer) => {
      for (const status of [301, 302, 303]) {
        const script: Script = [
          { status, headers: { location: "/v1/result" } },
          answer,
          { json: 1 },
          { json: 1 },
        ];
        const { client, fetch, clock } = given(script, eager);
        await outcome(clock, client.call(write, { body }));
        expect(fetch.lines.filter((line) => line.startsWith("POST"))).toHaveLength(1);
      }
    },
  );

  it("that is redirected as a write is sent once more, and never from the start", async () => {
    const script: Script = [
      { status: 307, headers: { location: "/v1/moved" } },
      { networkError: "ECONNRESET" },
      { json: 1 },
    ];
    const { client, fetch, clock } = given(script, eager);
    expect(await failureAfterAll(clock, client.call(write, { body }))).toBeInstanceOf(
      ConnectionError,
    );
    expect(fetch.lines).toEqual(["POST /v1/things", "POST /v1/moved"]);
  });

  it("with a body that is a stream is not replayed after a 401", async () => {
    let recovered = 0;
    const provider: AuthProvider = {
      authenticate: (request) => request,
      headers: () => ({ authorization: "Bearer x" }),
      recover: () => {
        recovered += 1;
        return true;
      },
    };
    const upload = operation({ method: "POST", body: "binary", security: [["bearer"]] });
    const { client, fetch, clock } = given([{ status: 401 }, { json: 1 }], {
      ...eager,
      auth: provider,
    });
    const stream = new Blob(["one", "shot"]).stream();
    expect(await failureAfterAll(clock, client.call(upload, { body: stream }))).toMatchObject({
      status: 401,
    });
    expect(fetch.count).toBe(1);
    expect(recovered).toBeLessThanOrEqual(1);
  });

  it("is not sent after its attempt has timed out behind a slow policy", async () => {
    const { client, fetch, clock } = given([{ json: 1 }, { json: 1 }], {
      ...eager,
      timeoutMs: 10,
      policies: [
        async (request, next, call) => {
          await call.clock.sleep(50);
          return next(request);
        },
      ],
    });
    expect(await failureAfterAll(clock, client.call(write, { body }))).toBeInstanceOf(TimeoutError);
    expect(fetch.requests.filter(({ signal }) => !signal.aborted)).toHaveLength(0);
  });
});

describe("a 401 that new credentials do not help", () => {
  it("is recovered from once, also when retries follow", async () => {
    let recovered = 0;
    const provider: AuthProvider = {
      authenticate: (request) => request,
      headers: () => ({ authorization: `Bearer token-${recovered}` }),
      recover: () => {
        recovered += 1;
        return true;
      },
    };
    const script: Script = [
      { status: 401 },
      { status: 500 },
      { status: 401 },
      { status: 401 },
      { json: 1 },
    ];
    const { client, fetch, clock } = given(script, { ...eager, auth: provider });
    const error = await failureAfterAll(
      clock,
      client.call(operation({ security: [["bearer"]] }), {}),
    );
    expect(error).toMatchObject({ status: 401 });
    expect(recovered).toBe(1);
    expect(fetch.count).toBe(3);
  });
});

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

describe("bytes of a repeat", () => {
  it.each<[string, "multipart" | "form" | "json" | "binary", () => unknown]>([
    ["a multipart object", "multipart", () => ({ file: new File(["abc"], "a.txt"), note: "n" })],
    [
      "a FormData",
      "multipart",
      () => {
        const form = new FormData();
        form.set("file", new File(["abc"], "a.txt"));
        form.append("note", "n");
        form.append("note", "m");
        return form;
      },
    ],
    ["a Blob", "binary", () => new Blob(["abc"])],
    ["an ArrayBuffer", "binary", () => new TextEncoder().encode("abc").buffer],
    ["a view", "binary", () => new Uint16Array([1, 2, 3]).subarray(1)],
    ["search parameters", "form", () => new URLSearchParams("a=1&a=2")],
    ["an object", "json", () => ({ a: [1, { b: null }] })],
  ])("are the same for %s, media type and boundary included", async (_title, kind, make) => {
    const { client, fetch, clock } = given([{ status: 503 }, { status: 503 }, { json: 1 }]);
    await outcome(clock, client.call(operation({ method: "PUT", body: kind }), { body: make() }));
    expect(fetch.count).toBe(3);
    const sent = fetch.requests.map(({ bytes, headers }) => [
      Buffer.from(bytes).toString("latin1"),
      headers["content-type"],
    ]);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[2]).toEqual(sent[0]);
  });

  it("keep a FormData's media type when its progress is watched", async () => {
    const form = new FormData();
    form.set("note", "n");
    const { client, fetch } = given([{ json: 1 }]);
    const upload = operation({ method: "PUT", body: "multipart" });
    await client.call(upload, { body: form }, { onUploadProgress: () => undefined });
    expect(fetch.last.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  });
});
