// The parts of the wire that belong to no resource: scripts, limits, headers, profiles, closing.
import { describe, expect, test } from "vitest";
import { callerFor, loggedIn } from "./caller.js";
import { startNeuroGraphServer } from "./server.js";

const tokens = "/api/v1/tokens";
const body = { text: "hello" };

describe("scripted answers", () => {
  test("come first, in order, and then the real handler answers again", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const limited = { status: 429, headers: { "Retry-After": "1" } };
    server.failNext(`POST ${tokens}`, [limited, { ...limited, body: { detail: "slow down" } }]);
    const first = await call(`POST ${tokens}`, { body });
    expect([first.status, first.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(first.at("error", "details", "retry_after")).toBe(1);
    expect((await call(`GET ${tokens}`)).status).toBe(200);
    expect((await call(`POST ${tokens}`, { body })).body).toEqual({ detail: "slow down" });
    expect((await call(`POST ${tokens}`, { body })).status).toBe(201);
    expect(server.count("POST", tokens)).toBe(3);
    expect(server.count("*", /^\/api\/v1\//)).toBe(5);
  });

  test("can be anything, or a reset before or within the answer", async () => {
    await using server = await startNeuroGraphServer();
    const call = callerFor(server);
    server.failNext("/api/v1/health", [
      { status: 502, rawBody: "<html>", headers: { "content-type": "text/html" } },
      { status: 503, rawBody: "" },
      { reset: true },
      { resetMidBody: true, body: { status: "healthy" } },
      { delayMs: 1 },
    ]);
    expect((await call("GET /api/v1/health")).text).toBe("<html>");
    expect((await call("GET /api/v1/health")).text).toBe("");
    await expect(fetch(`${server.url}/api/v1/health`)).rejects.toThrow("fetch failed");
    const torn = await fetch(`${server.url}/api/v1/health`);
    expect(torn.status).toBe(200);
    await expect(torn.text()).rejects.toThrow();
    expect((await call("GET /api/v1/health")).at("status")).toBe("healthy");
  });
});

describe("limits", () => {
  test("refuse the request after the last one in the bucket until it is refilled", async () => {
    const clock = { ms: 0 };
    const rateLimit = { capacity: 3, refillPerSecond: 1 };
    await using server = await startNeuroGraphServer({ rateLimit, now: () => clock.ms });
    const call = await loggedIn(server);
    expect((await call(`GET ${tokens}`)).headers.get("x-ratelimit-remaining")).toBe("1");
    await call(`GET ${tokens}`);
    const refused = await call(`GET ${tokens}`);
    expect(refused.status).toBe(429);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      "retry-after": "1",
      "x-ratelimit-limit": "3",
      "x-ratelimit-remaining": "0",
    });
    expect((await call("GET /api/v1/health")).headers.has("x-ratelimit-limit")).toBe(false);
    clock.ms += 1000;
    expect((await call(`GET ${tokens}`)).status).toBe(200);
  });

  test("refuse bodies over one mebibyte", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const large = await call(`POST ${tokens}`, { body: { text: "x".repeat(1_048_576) } });
    expect(large.at("error", "details")).toEqual({
      content_length: 1_048_587,
      max_allowed: 1_048_576,
    });
    expect((await call(`POST ${tokens}`, { body })).status).toBe(201);
  });
});

describe("every answer", () => {
  test("echoes the correlation id or makes one up", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const headers = { "X-Correlation-ID": "abc" };
    expect((await call(`GET ${tokens}`, { headers })).headers.get("x-correlation-id")).toBe("abc");
    const missing = await callerFor(server)("GET /nowhere");
    expect([missing.status, missing.body]).toEqual([404, { detail: "Not Found" }]);
    expect(missing.headers.get("x-correlation-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(missing.headers.get("x-ratelimit-limit")).toBe("100");
  });

  test("to a preflight of a known origin allows it, without any other header", async () => {
    await using server = await startNeuroGraphServer();
    const headers = { origin: "http://localhost:3000", "access-control-request-method": "POST" };
    const preflight = await callerFor(server)(`OPTIONS ${tokens}`, { headers });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    expect(preflight.headers.has("x-correlation-id")).toBe(false);
  });

  test("to a path with a null byte is a structured refusal", async () => {
    await using server = await startNeuroGraphServer({ errorShape: "B" });
    const refused = await callerFor(server)(`GET ${tokens}/a%00b`);
    expect([refused.status, refused.at("error", "code")]).toEqual([400, "INVALID_REQUEST"]);
  });

  test("to a path with a trailing slash is a redirect that can be followed", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const moved = await call(`GET ${tokens}/?limit=5`);
    expect([moved.status, moved.text]).toEqual([307, ""]);
    expect(moved.headers.get("location")).toBe(`${server.url}${tokens}?limit=5`);
    const followed = await call(`GET ${tokens}/?limit=5`, { redirect: "follow" });
    expect(followed.at("limit")).toBe(5);
  });
});

describe("the reference profile", () => {
  test("envelopes spatial tokens and has no vector query", async () => {
    await using server = await startNeuroGraphServer({ profile: "reference" });
    const call = await loggedIn(server);
    const created = await call(`POST ${tokens}`, {
      body: { entity_type: 5, domain: 2, weight: 0.25, l4_emotional: { x: 0.1, y: 0.2, z: 0.3 } },
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ success: true, error: null, meta: { version: "1.0.0" } });
    expect(created.at("data")).toMatchObject({
      id: 0x25000001,
      id_hex: "0x25000001",
      local_id: 1,
      coordinates: { L1: null, L4: [0.1, 0.2, 0.3] },
    });
    const query = await call(`POST ${tokens}/query`, { body: { query_vector: [], top_k: 1 } });
    expect([query.status, query.body]).toEqual([405, { detail: "Method Not Allowed" }]);
    expect((await call(`GET ${tokens}?limit=101`)).status).toBe(422);
    expect((await call("GET /health")).status).toBe(404);
  });

  test("names key fields and times its own way", async () => {
    await using server = await startNeuroGraphServer({ profile: "reference" });
    const call = await loggedIn(server);
    await call("POST /api/v1/api-keys", { body: { name: "CI robot" } });
    const listed = await call("GET /api/v1/api-keys");
    expect(listed.at("data", "count")).toBe(1);
    expect(listed.at("data", "keys", 0)).toMatchObject({ disabled: false, rate_limit: 1000 });
    expect(listed.at("data", "keys", 0, "created_at")).toMatch(/\.\d{6}$/);
    expect((await call("GET /api/v1/status")).at("data", "state")).toBe("running");
    expect((await call("GET /api/v1/health")).at("meta", "timestamp")).toMatch(/Z$/);
  });
});

test("closing twice is fine and ends open connections", async () => {
  const server = await startNeuroGraphServer();
  server.failNext("/api/v1/health", [{ status: 200, delayMs: 60_000 }]);
  const waiting = expect(fetch(`${server.url}/api/v1/health`)).rejects.toThrow();
  while (server.requests.length === 0) await new Promise(setImmediate);
  await Promise.all([server.close(), server.close(), waiting]);
});
