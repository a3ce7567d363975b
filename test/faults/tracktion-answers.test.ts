import {
  ApiKeyManager,
  AuthenticationError,
  JwtAuthClient,
  PermissionError,
  RateLimitError,
  TracktionApiError,
  TracktionClient,
  TracktionConnectionError,
  TracktionError,
  TracktionTimeoutError,
} from "clientwright/tracktion";
import { describe, expect, it, onTestFinished } from "vitest";
import { manualClock } from "../../src/testing/index.js";
import { answerJson, startRawServer } from "../support/raw-server.js";
import { rejection } from "../support/rejection.js";
import { printed } from "./given.js";
import { apiKey, givenTracktion, operation } from "./given-tracktion.js";

const search = "/api/v1/search/tracks";
const html = { "content-type": "text/html; charset=utf-8" };
const page = "<html><body><h1>Bad gateway</h1></body></html>";

describe("a redirect", () => {
  const elsewhere = async () => {
    const server = await startRawServer((_, response) => void response.writeHead(200).end("{}"));
    onTestFinished(() => server[Symbol.asyncDispose]());
    return server;
  };

  it.each([301, 302, 303, 307, 308])(
    "with %d of a signed request is refused, and nothing at all is sent after it",
    async (status) => {
      const other = await elsewhere();
      const { server, signed } = await givenTracktion();
      for (const location of [`${other.url}/steal`, `${server.url}/api/v1/user/profile`, "?a=1"]) {
        server.failNext(operation, [{ status, headers: { location } }]);
        const error = await rejection(signed.makeSecureRequest("POST", operation, { a: 1 }));
        expect(error).toBeInstanceOf(TracktionError);
        expect(error).toMatchObject({ kind: "connection", code: "REDIRECT" });
      }
      expect(other.requests).toEqual([]);
      expect(server.requests.map(({ path }) => path)).toEqual(Array(3).fill(operation));
    },
  );

  it.each([301, 302, 303, 307, 308])(
    "with %d to another origin takes no credentials there",
    async (status) => {
      const other = await elsewhere();
      const { server, client, options } = await givenTracktion();
      const location = `${other.url}/steal`;
      const manager = new ApiKeyManager({ ...options, token: "aaa.bbb.ccc" });
      const headed = new TracktionClient({ ...options, apiKey, apiKeyHeader: "x-api-key" });
      server.failNext(() => true, Array(3).fill({ status, headers: { location } }));
      await Promise.allSettled([
        client.searchTracks("a"),
        headed.searchTracks("a"),
        manager.createApiKey({ name: "A", permissions: [], scopes: [] }),
      ]);
      const seen = JSON.stringify(other.requests.map(({ headers, path }) => [headers, path]));
      expect(seen).not.toMatch(/authorization|x-api-key|tk_live|aaa\.bbb\.ccc/i);
    },
  );

  it.each([301, 302, 303, 307, 308])(
    "with %d of a login or a refresh takes no secret to another origin",
    async (status) => {
      const other = await elsewhere();
      const { server, options } = await givenTracktion();
      const client = new JwtAuthClient(options);
      const headers = { location: `${other.url}/steal` };
      await client.setTokens({ accessToken: "aaa.bbb.ccc", refreshToken: "ddd.eee.fff" });
      server.failNext(() => true, Array(2).fill({ status, headers }));
      await Promise.allSettled([client.login("dana@example.org", "correct horse")]);
      await Promise.allSettled([client.refreshAccessToken()]);
      const seen = JSON.stringify(other.requests);
      expect(seen).not.toMatch(/correct horse|ddd\.eee\.fff|aaa\.bbb\.ccc/);
    },
  );
});

describe("a connection", () => {
  it("serves call after call of a client [TK-126]", async () => {
    const ports = new Set<number | undefined>();
    await using server = await startRawServer((_, response) => {
      ports.add(response.socket?.remotePort);
      answerJson(response, 200, { tracks: [] });
    });
    const client = new TracktionClient({ baseUrl: server.url, apiKey });
    for (let call = 0; call < 20; call += 1) await client.searchTracks("a");
    expect(server.requests).toHaveLength(20);
    // A connection may not be free yet when the next call begins: then there are two.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

describe("a body", () => {
  it("that breaks off is a failed connection", async () => {
    const { server, client, signed } = await givenTracktion();
    const tracks = [{ title: "Low Tide", artist: "Okari" }];
    server.failNext(search, [{ status: 200, body: { tracks }, resetMidBody: true }]);
    expect(await rejection(client.searchTracks("a"))).toBeInstanceOf(TracktionConnectionError);
    server.failNext(operation, [{ status: 200, body: { status: "x" }, resetMidBody: true }]);
    const error = await rejection(signed.makeSecureRequest("POST", operation, {}));
    expect(error).toMatchObject({ message: expect.stringMatching(/^Connection error\./) });
    // What was asked for may have happened.
    expect(error).toMatchObject({ maybeSent: true });
    expect(server.requests).toHaveLength(2);
  });

  it("of an error that breaks off is still told apart from success", async () => {
    const { server, client } = await givenTracktion();
    const body = { error: "insufficient_permissions", message: "x".repeat(1_000) };
    server.failNext(search, [{ status: 403, body, resetMidBody: true }]);
    expect(await rejection(client.searchTracks("a"))).toBeInstanceOf(TracktionApiError);
  });

  it("that stops half-way is given up when the time is over [TK-106]", async () => {
    const { server, options } = await givenTracktion();
    const clock = manualClock();
    let arrived = (): void => undefined;
    const head = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const watched: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      arrived();
      return response;
    };
    const never = new Promise(() => undefined);
    server.failNext(search, [{ status: 200, body: { tracks: [] }, restAfter: never }]);
    const client = new TracktionClient({ ...options, apiKey, clock, fetch: watched });
    const call = rejection(client.searchTracks("a"));
    await head;
    await clock.advance(29_999);
    expect(clock.pending).toHaveLength(1);
    await clock.advance(1);
    const error = await call;
    expect(error).toBeInstanceOf(TracktionTimeoutError);
    expect(error).toMatchObject({ message: "Request timeout. Please try again." });
  });

  it.each<[string, string]>([
    ["nothing", ""],
    ["half a JSON text", '{"tracks":['],
    ["another shape", '{"items":[]}'],
    ["a list", "[]"],
    ["null", "null"],
    ["a page", page],
  ])("of %s in place of tracks is an error, and no crash", async (_, rawBody) => {
    const { server, client } = await givenTracktion();
    for (const headers of [{ "content-type": "application/json" }, html]) {
      server.failNext(search, [{ status: 200, headers, rawBody }]);
      const error = await rejection(client.searchTracks("a"));
      expect(error).toBeInstanceOf(TracktionApiError);
      expect(error).toMatchObject({ kind: "parse" });
    }
  });

  it("of JSON under another name is read as what it is", async () => {
    const { server, client } = await givenTracktion();
    const rawBody = '{"error":"token_expired","message":"Too old."}';
    for (const type of ["text/plain", "application/problem+json", "application/octet-stream"]) {
      server.failNext(search, [{ status: 401, headers: { "content-type": type }, rawBody }]);
      expect(await rejection(client.searchTracks("a"))).toMatchObject({
        message: "JWT token expired",
        errorCode: "token_expired",
      });
    }
  });
});

describe("a page in place of an error", () => {
  it("is told by its status, with the usual code [TK-99] [TK-104]", async () => {
    const { server, client } = await givenTracktion();
    const statuses = [401, 403, 429, 404, 502];
    server.failNext(
      search,
      statuses.map((status) => ({ status, headers: html, rawBody: page })),
    );
    const errors = [];
    for (const _ of statuses) errors.push(await rejection(client.searchTracks("a")));
    expect(errors.map((error) => (error as object).constructor)).toEqual([
      AuthenticationError,
      PermissionError,
      RateLimitError,
      TracktionApiError,
      TracktionApiError,
    ]);
    expect(errors).toMatchObject([
      { message: "Authentication failed", errorCode: "authentication_failed" },
      { message: "Access denied", errorCode: "access_denied", requiredScopes: [] },
      { message: "Rate limit exceeded. Retry after 60 seconds.", retryAfterSource: "default" },
      { message: `HTTP 404: ${page}`, errorCode: undefined },
      { message: `HTTP 502: ${page}`, errorCode: undefined },
    ]);
  });

  it("that never seems to end does not fill the message", async () => {
    const { server, client } = await givenTracktion();
    const rawBody = "x".repeat(1_000_000);
    server.failNext(search, [{ status: 500, headers: html, rawBody }]);
    const error = await rejection(client.searchTracks("a"));
    expect(String(error).length).toBeLessThan(3_000);
    expect(printed(error).length).toBeLessThan(60_000);
  });
});
