/** The classes of errors, what they say, and that nothing else is thrown. */
import { createServer } from "node:http";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  ConnectionError,
  NeuroGraphClient,
  NeuroGraphError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
} from "../../src/neurograph/index.js";
import * as runtime from "../../src/runtime/index.js";
import { createLeapingClock } from "./support/clocks.js";
import { given, givenClient, givenServer, rejection } from "./support/given.js";

const failingGet = "GET /api/v1/tokens/{id}";

describe("the class of an answer", () => {
  it.each([
    ["NG-068", 401, AuthenticationError, runtime.AuthenticationError],
    ["NG-069", 403, AuthorizationError, runtime.PermissionError],
    ["NG-070", 404, NotFoundError, runtime.NotFoundError],
    ["NG-071", 422, ValidationError, runtime.UnprocessableError],
    ["NG-072", 429, RateLimitError, runtime.RateLimitError],
    ["NG-073", 409, ConflictError, runtime.ConflictError],
    ["NG-074", 500, ServerError, runtime.ServerError],
    ["NG-074", 503, ServerError, runtime.ServerError],
    ["NG-074", 599, ServerError, runtime.ServerError],
    ["NG-067", 400, NeuroGraphError, runtime.BadRequestError],
    ["NG-067", 405, NeuroGraphError, runtime.ApiError],
    ["NG-067", 413, NeuroGraphError, runtime.ApiError],
  ])("[%s] %s", async (_row, status, Expected, RuntimeClass) => {
    const { server, client } = await given();
    server.failNext(failingGet, Array(2).fill({ status }));
    const error = await rejection(client.tokens.get(1));
    expect(error).toBeInstanceOf(Expected);
    expect(error).toBeInstanceOf(NeuroGraphError);
    expect(error).toBeInstanceOf(RuntimeClass);
    expect(error).toBeInstanceOf(runtime.ApiError);
    expect(error).toMatchObject({ name: Expected.name, statusCode: status });
  });

  it("is flat below the base, so that specific classes come first [NG-081]", async () => {
    const specific = [
      AuthenticationError,
      AuthorizationError,
      NotFoundError,
      ConflictError,
      ValidationError,
      RateLimitError,
      ServerError,
      ConnectionError,
      TimeoutError,
    ];
    for (const Class of specific) {
      expect(Object.getPrototypeOf(Class)).toBe(NeuroGraphError);
      const matching = specific.filter((Other) => new Class() instanceof Other);
      expect(matching).toEqual([Class]);
    }
  });

  it("has default messages and empty details when made by hand", () => {
    const shown = [new NotFoundError(), new RateLimitError(), new TimeoutError()].map(String);
    expect(shown).toEqual([
      "Resource not found",
      "Rate limit exceeded",
      "[TIMEOUT_ERROR] Request timeout",
    ]);
    expect(new ServerError()).toMatchObject({ details: {}, statusCode: 500, errorCode: undefined });
  });
});

describe("without an answer", () => {
  it("a refused connection names the server and not the credentials [NG-137, NG-086]", async () => {
    const server = await givenServer();
    await server.close();
    const client = givenClient(server, { apiKey: "ng_live_very-secret" });
    const error = await rejection(client.tokens.list());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toBeInstanceOf(runtime.ConnectionError);
    expect(error).toMatchObject({
      errorCode: "CONNECTION_ERROR",
      statusCode: undefined,
      details: {},
    });
    expect(String(error)).toContain(server.url);
    expect(inspect(error, { depth: 9 })).not.toContain("very-secret");
  });

  it("a broken connection is a ConnectionError, at the login too [NG-067]", async () => {
    const { server, client } = await given();
    server.failNext("POST /api/v1/auth/login", [{ reset: true }]);
    expect(await rejection(client.tokens.list())).toBeInstanceOf(ConnectionError);
    server.failNext("GET /api/v1/tokens", [{ resetMidBody: true }]);
    expect(await rejection(client.tokens.list())).toBeInstanceOf(ConnectionError);
  });

  it("a slow answer is a TimeoutError that says the limit [NG-138, NG-010]", async () => {
    const clock = createLeapingClock();
    let markStarted = (): void => {};
    const started = new Promise<void>((resolve) => {
      markStarted = resolve;
    });
    const client = new NeuroGraphClient({
      apiKey: "ng_x",
      timeoutMs: 60_000,
      clock,
      fetch: (input, init) => {
        markStarted();
        return hanging(new Request(input, init).signal);
      },
    });
    onTestFinished(() => client.close());
    const failure = rejection(client.tokens.list());
    await started;
    clock.advance(60_000);
    const error = await failure;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(runtime.TimeoutError);
    expect(error).toMatchObject({ errorCode: "TIMEOUT_ERROR", statusCode: undefined });
    expect(String(error)).toMatch(/60[, _]?000|60 ?s/);
  });
});

describe("answers that cannot be used", () => {
  it.each([
    [
      "text that is no JSON",
      { rawBody: "<html>", headers: { "content-type": "application/json" } },
    ],
    ["an object without the expected keys", { body: { unexpected: true } }],
    ["an envelope around null", { body: { success: true, data: null, meta: {}, error: null } }],
    ["an empty body", { rawBody: "" }],
  ])("%s in a 200 is a NeuroGraphError, never an empty result [NG-067]", async (_case, answer) => {
    const { server, client } = await given();
    for (const match of ["GET /api/v1/tokens", "GET /api/v1/api-keys", "GET /api/v1/health"]) {
      server.failNext(match, [{ status: 200, ...answer }]);
    }
    for (const call of [
      () => client.tokens.list(),
      () => client.apiKeys.list(),
      () => client.health.check(),
    ]) {
      const error = await rejection(call());
      expect(error).toBeInstanceOf(NeuroGraphError);
      expect(error).toBeInstanceOf(runtime.ParseError);
    }
  });

  it("a missing route is a NeuroGraphError with status 405 and never another call", async () => {
    const { server, client } = await given({ profile: "reference" });
    const error = await rejection(client.tokens.query({ queryVector: [1] }));
    expect(error).toMatchObject({ name: "NeuroGraphError", statusCode: 405 });
    expect(server.count("POST", "/api/v1/query")).toBe(0);
  });
});

describe("secrets", () => {
  it("stay out of errors [NG-105]", async () => {
    const password = "hunter2-hunter2";
    const echo = createServer((request, response) => {
      request.setEncoding("utf8");
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => response.writeHead(401).end(JSON.stringify({ detail: body })));
    });
    await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void echo.close());
    const address = echo.address();
    const port = typeof address === "object" ? address?.port : 0;
    const baseUrl = `http://127.0.0.1:${port}`;
    const client = new NeuroGraphClient({ baseUrl, username: "developer", password });
    const error = await rejection(client.tokens.list());
    expect(inspect(error)).not.toContain(password);
    expect(JSON.stringify(error)).not.toContain(password);
    await client.close();
  });
});

/** Never answers; rejects when the signal aborts. */
function hanging(signal: AbortSignal): Promise<Response> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}
