/** Servers of Tracktion that answer in forms of their own: keys, errors and limits. */
import { RateLimitError, TracktionClient } from "clientwright/tracktion";
import { describe, expect, it } from "vitest";
import { limitAnswer } from "../servers/tracktion/index.js";
import { rejection } from "../support/rejection.js";
import { clientsOf, given, lines, liveKey } from "./support/tracktion.js";

describe("servers that answer in forms of their own", () => {
  it("name keys their own way, and the client names them as documented", async () => {
    const setup = await given({ keyShape: "server" });
    const { manager } = clientsOf(setup);
    const created = await manager.createApiKey({ name: "A", permissions: ["read"], scopes: [] });
    expect(created).toMatchObject({
      name: "A",
      permissions: ["read"],
      scopes: [],
      is_active: true,
    });
    expect(setup.server.state.apiKeys.get(created.id)?.secret).toBe(created.key);
    const { keys } = await manager.listApiKeys();
    expect(keys).toMatchObject([
      { id: created.id, last_used: null, permissions: ["read"], scopes: [], is_active: true },
    ]);
    const { violations } = setup.prism;
    expect(new Set(violations.map(({ side }) => side))).toEqual(new Set(["response"]));
    setup.prism.takeViolations();
  });

  it("take keys from a header of their own only", async () => {
    const { server, options } = await given({ keysInHeaderOnly: true });
    const parts = { ...options, apiKey: liveKey };
    const refused = await rejection(new TracktionClient(parts).searchTracks("a"));
    expect(refused).toMatchObject({ statusCode: 401, errorCode: "invalid_token" });
    const client = new TracktionClient({ ...parts, apiKeyHeader: "x-api-key" });
    expect(await client.searchTracks("techno")).not.toEqual([]);
    expect(server.requests[1]?.headers).toMatchObject({ "x-api-key": liveKey });
    expect(server.requests[1]?.headers).not.toHaveProperty("authorization");
  });

  it.each([
    ["detail", "key not found", undefined],
    ["domain", "key not found", "HTTP_404"],
    ["analysis", "key not found", "RESOURCE_NOT_FOUND"],
  ] as const)("tell of errors in the %s shape", async (errorShape, sentence, errorCode) => {
    const setup = await given({ errorShape });
    const { manager } = clientsOf(setup);
    const missing = await rejection(manager.revokeApiKey("none"));
    expect(missing).toMatchObject({ serverMessage: `API ${sentence}`, errorCode, statusCode: 404 });
    const wish = { name: " ", permissions: [], scopes: [] };
    const invalid = await rejection(manager.createApiKey(wish));
    expect(invalid).toMatchObject({ statusCode: 422 });
    const fields = errorShape === "domain" ? undefined : [{ field: "name" }];
    expect(invalid).toMatchObject({ ...(fields && { fieldErrors: fields }) });
    setup.prism.takeViolations();
  });

  it.each([
    ["documented", 4, "x-ratelimit-retry-after"],
    ["tracklist", 4, "retry-after"],
    ["analysis", 3, "retry-after"],
  ] as const)("tell of limits in the %s way [TK-103]", async (shape, retryAfter, source) => {
    const setup = await given();
    const { status, headers, body } = limitAnswer(3.6, shape);
    setup.server.failNext("/api/v1/search/tracks", [{ status, headers, rawBody: body }]);
    const error = await rejection(clientsOf(setup).key.searchTracks("a"));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfter, retryAfterSource: source });
    expect(error).toMatchObject({ code: "rate_limit_exceeded" });
    setup.prism.takeViolations();
  });

  it("tell of limits in the body alone [TK-16]", async () => {
    const setup = await given();
    const { body } = limitAnswer(0.37, "analysis");
    const headers = { "content-type": "application/json" };
    const script = { status: 429, headers, rawBody: body };
    const nothing = { status: 429, rawBody: "" };
    setup.server.failNext("/api/v1/search/tracks", [script, nothing]);
    const { key } = clientsOf(setup);
    expect(await rejection(key.searchTracks("a"))).toMatchObject({
      retryAfter: 1,
      retryAfterSource: "body",
    });
    expect(await rejection(key.searchTracks("a"))).toMatchObject({
      message: "Rate limit exceeded. Retry after 60 seconds.",
      retryAfterSource: "default",
    });
    expect(lines(setup.server)).toHaveLength(2);
    setup.prism.takeViolations();
  });
});
