/** Unlucky timing around writes: no failure makes a call have its effect twice, and every hint is kept to. */
import {
  type AuthProvider,
  type CallOptions,
  type ClientOptions,
  ConnectionError,
  type Operation,
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
    const answers = [{ status: 503 }, { status: 503 }, { json: 1 }];
    const { client, fetch, clock } = given(answers, { timeoutMs: 0 });
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
