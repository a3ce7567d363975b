// The NeuroGraph test server keeps the wire and the workflows that clients rely on.
import { describe, expect, test } from "vitest";
import { hashApiKey, prefixOfApiKey } from "./api-key-store.js";
import { callerFor, loggedIn, login } from "./caller.js";
import { signJwt } from "./jwt.js";
import type { NeuroGraphServerOptions } from "./options.js";
import { startNeuroGraphServer } from "./server.js";

const tokens = "/api/v1/tokens";
const keys = "/api/v1/api-keys";

/** A server whose clock only moves when told to. */
async function givenServerWithClock(options: NeuroGraphServerOptions = {}) {
  const clock = { ms: Date.parse("2026-01-05T08:00:00Z") };
  const server = await startNeuroGraphServer({ ...options, now: () => clock.ms });
  return { server, clock };
}

describe("tokens", () => {
  test("live from creation over both kinds of update to deletion", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const created = await call(`POST ${tokens}`, {
      body: { text: "red apple", metadata: { a: 1 } },
    });
    const one = `${tokens}/${created.at("id")}`;
    expect([created.status, (await call(`GET ${one}`)).body]).toEqual([201, created.body]);

    const relabelled = await call(`PUT ${one}`, { body: { metadata: { b: 2 } } });
    expect(relabelled.body).toMatchObject({ text: "red apple", metadata: { b: 2 } });
    expect(relabelled.at("metadata", "a")).toBeUndefined();
    expect(relabelled.at("embedding")).toEqual(created.at("embedding"));
    expect(String(relabelled.at("updated_at")) > String(created.at("updated_at"))).toBe(true);
    expect(relabelled.at("created_at")).toMatch(/Z$/);

    const reworded = await call(`PUT ${one}`, { body: { text: "green pear" } });
    expect(reworded.at("embedding")).not.toEqual(created.at("embedding"));

    const gone = await call(`DELETE ${one}`);
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expect((await call(`GET ${one}`)).at("error", "code")).toBe("RESOURCE_NOT_FOUND");
    expect((await call(`DELETE ${one}`)).status).toBe(404);
  });

  test("are found by similarity, best first, above the threshold", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const texts = ["red apple pie", "green apple", "fast car", "slow boat", "apple pie"];
    const created = await Promise.all(
      texts.map((text) => call(`POST ${tokens}`, { body: { text } })),
    );
    const query_vector = created[4]?.at("embedding");
    const found = await call(`POST ${tokens}/query`, { body: { query_vector, top_k: 3 } });
    const results = found.at("results") as { similarity: number; token: { text: string } }[];
    expect(results.slice(0, 2).map((result) => result.token.text)).toEqual([
      "apple pie",
      "red apple pie",
    ]);
    expect(results).toHaveLength(3);
    expect(results[0]?.similarity).toBeGreaterThan(0.99);
    const scores = results.map((result) => result.similarity);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));

    await call(`DELETE ${tokens}/${created[4]?.at("id")}`);
    const strict = { query_vector, top_k: 3, threshold: 0.999 };
    expect((await call(`POST ${tokens}/query`, { body: strict })).at("results")).toEqual([]);
    const short = await call(`POST ${tokens}/query`, { body: { query_vector: [1], top_k: 3 } });
    expect(short.status).toBe(422);
    expect(short.at("error", "details", "errors", 0, "field")).toBe("body.query_vector");
  });

  test("are listed page by page until an empty one", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    for (let number = 1; number <= 250; number += 1)
      await call(`POST ${tokens}`, { body: { text: `text ${number}` } });
    const pages = await Promise.all(
      [0, 100, 200, 300].map((offset) => call(`GET ${tokens}?limit=100&offset=${offset}`)),
    );
    const lengths = pages.map((page) => (page.at("tokens") as unknown[]).length);
    expect(lengths).toEqual([100, 100, 50, 0]);
    expect(pages[1]?.body).toMatchObject({ total: 250, limit: 100, offset: 100 });
    expect(pages[1]?.at("tokens", 0, "text")).toBe("text 101");
  });

  test("say which field is wrong", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const empty = await call(`POST ${tokens}`, { body: { text: "" } });
    expect(empty.body).toEqual({
      success: false,
      error: {
        code: "VALIDATION_ERROR",
        message: "Request validation failed",
        details: {
          errors: [
            {
              field: "body.text",
              message: "String should have at least 1 character",
              type: "string_too_short",
            },
          ],
          count: 1,
        },
      },
    });
    const fieldOf = async (request: string, body?: unknown) =>
      (await call(request, { body })).at("error", "details", "errors", 0, "field");
    expect(await fieldOf(`GET ${tokens}?limit=0`)).toBe("query.limit");
    expect(await fieldOf(`GET ${tokens}/abc`)).toBe("path.token_id");
    expect(await fieldOf(`POST ${tokens}`)).toBe("body");
    expect(await fieldOf(`POST ${keys}`, { name: "key", scopes: null })).toBe("body.scopes");
  });
});

describe("sessions", () => {
  test("rotate the refresh token and refuse it a second time", async () => {
    const { server, clock } = await givenServerWithClock({ accessTokenSeconds: 31 });
    await using _ = server;
    const first = await login(server);
    expect(first.body).toMatchObject({ token_type: "bearer", expires_in: 31 });
    const call = callerFor(server, String(first.at("access_token")));
    expect((await call(`GET ${tokens}`)).status).toBe(200);
    clock.ms += 31_000;
    const late = await call(`GET ${tokens}`);
    expect([late.status, late.at("error", "code")]).toEqual([401, "TOKEN_EXPIRED"]);
    expect(late.headers.get("www-authenticate")).toBe("Bearer");

    const refresh = (refresh_token: unknown) =>
      callerFor(server)("POST /api/v1/auth/refresh", { body: { refresh_token } });
    const second = await refresh(first.at("refresh_token"));
    expect(second.status).toBe(200);
    expect(second.at("user")).toBeUndefined();
    expect((await refresh(first.at("refresh_token"))).status).toBe(401);
    expect((await refresh(second.at("refresh_token"))).status).toBe(200);
    expect((await refresh(second.at("access_token"))).at("error", "message")).toBe(
      "Invalid refresh token: Invalid token type: expected refresh, got access",
    );
  });

  test("may refresh twice with one token when refreshing is lenient", async () => {
    await using server = await startNeuroGraphServer({ strictRefresh: false });
    const body = { refresh_token: (await login(server)).at("refresh_token") };
    const refresh = async () =>
      (await callerFor(server)("POST /api/v1/auth/refresh", { body })).status;
    expect([await refresh(), await refresh()]).toEqual([200, 200]);
  });

  test("can be invalidated, and a refresh within the same second gives a good token", async () => {
    const { server } = await givenServerWithClock();
    await using _ = server;
    const session = await login(server);
    const call = callerFor(server, String(session.at("access_token")));
    server.state.invalidateAccessTokens();
    expect((await call(`GET ${tokens}`)).at("error", "code")).toBe("INVALID_TOKEN");
    const body = { refresh_token: session.at("refresh_token") };
    const renewed = await call("POST /api/v1/auth/refresh", { body });
    const again = callerFor(server, String(renewed.at("access_token")));
    expect((await again(`GET ${tokens}`)).status).toBe(200);
    server.state.alwaysUnauthorized = true;
    expect((await again(`GET ${tokens}`)).status).toBe(401);
  });

  test("end at logout and are not given to wrong or disabled users", async () => {
    await using server = await startNeuroGraphServer();
    const token = String((await login(server)).at("access_token"));
    const call = callerFor(server, token);
    const out = await call("POST /api/v1/auth/logout", { body: { token } });
    expect(out.body).toMatchObject({ success: true, data: null });
    expect((await call(`GET ${tokens}`)).status).toBe(401);

    const post = (body: unknown) => callerFor(server)("POST /api/v1/auth/login", { body });
    expect((await post({ username: "viewer", password: "wrong-password" })).status).toBe(401);
    expect((await post({ username: "viewer", password: "short" })).status).toBe(422);
    const viewer = server.state.users.get("viewer");
    if (viewer) viewer.disabled = true;
    expect((await login(server, "viewer")).status).toBe(400);
  });

  test("are signed as the published vectors say", () => {
    const secret = "neurograph-test-secret";
    const iat = 1_767_225_600;
    const access = { sub: "developer", scopes: ["tokens:read", "tokens:write"], iat };
    expect(signJwt({ ...access, exp: 1_767_226_500, token_type: "access" }, secret)).toBe(
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJkZXZlbG9wZXIiLCJzY29wZXMiOlsidG9rZW5zOnJlYWQiLCJ0b2tlbnM6d3JpdGUiXSwiZXhwIjoxNzY3MjI2NTAwLCJpYXQiOjE3NjcyMjU2MDAsInRva2VuX3R5cGUiOiJhY2Nlc3MifQ.4I9gJJ7yTXPRWr3C8ZvOc6fTkAPeuZjTlCh6-P6_Xfo",
    );
    const refresh = { sub: "developer", scopes: [], iat };
    expect(signJwt({ ...refresh, exp: 1_767_830_400, token_type: "refresh" }, secret)).toBe(
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJkZXZlbG9wZXIiLCJzY29wZXMiOltdLCJleHAiOjE3Njc4MzA0MDAsImlhdCI6MTc2NzIyNTYwMCwidG9rZW5fdHlwZSI6InJlZnJlc2gifQ.2WJ8UsYPxPNvC6y7NZVxxFSNTmrHnthjTBhJZ_vjoJ4",
    );
  });
});

describe("API keys", () => {
  test("act with their own scopes until they are revoked, and stay visible until deleted", async () => {
    await using server = await startNeuroGraphServer();
    const developer = await loggedIn(server);
    const body = { name: "CI robot", scopes: ["tokens:read"] };
    const created = await developer(`POST ${keys}`, { body });
    const secret = String(created.at("api_key"));
    const one = `${keys}/${created.at("key_id")}`;
    expect(secret).toMatch(/^ng_live_[\w-]{43}$/);
    expect(created.body).toMatchObject({ ...body, expires_at: null });

    const robot = callerFor(server, secret);
    expect((await robot(`GET ${tokens}`)).status).toBe(200);
    const headers = { "X-API-Key": secret };
    expect((await callerFor(server)(`GET ${tokens}`, { headers })).status).toBe(200);
    expect((await robot(`POST ${tokens}`, { body: { text: "a" } })).body).toMatchObject({
      error: { code: "PERMISSION_DENIED", details: { required_permission: "tokens:write" } },
    });

    expect((await developer(`POST ${one}/revoke`)).status).toBe(200);
    expect((await developer(`GET ${one}`)).at("is_active")).toBe(false);
    expect((await developer(`GET ${keys}`)).text).not.toContain(secret);
    expect((await robot(`GET ${tokens}`)).status).toBe(401);
    expect((await developer(`DELETE ${one}`)).status).toBe(204);
    expect((await developer(`GET ${one}`)).status).toBe(404);
  });

  test("stop working when their days are over", async () => {
    const { server, clock } = await givenServerWithClock();
    await using _ = server;
    const body = { name: "One day", scopes: ["tokens:read"], expires_in_days: 1 };
    const created = await (await loggedIn(server))(`POST ${keys}`, { body });
    expect(created.at("expires_at")).toBe("2026-01-06T08:00:00.000Z");
    const robot = callerFor(server, String(created.at("api_key")));
    expect((await robot(`GET ${tokens}`)).status).toBe(200);
    clock.ms += 25 * 60 * 60 * 1000;
    expect((await robot(`GET ${tokens}`)).at("error", "code")).toBe("INVALID_API_KEY");
  });

  test("are stored as the published hash", () => {
    const key = `ng_live_${"A".repeat(43)}`;
    expect(prefixOfApiKey(key)).toBe("ng_live_AAAAAAAA");
    expect(hashApiKey(key)).toBe(
      "bf71ff7a71d25cdef5c9a7df1f7b99aec11e958df08415c1cb19af4651d914a3",
    );
  });
});

describe("roles", () => {
  test("let viewers read and developers write", async () => {
    await using server = await startNeuroGraphServer();
    const viewer = await loggedIn(server, "viewer");
    expect((await viewer(`GET ${tokens}`)).status).toBe(200);
    expect((await viewer(`POST ${tokens}`, { body: { text: "a" } })).status).toBe(403);
    expect((await (await loggedIn(server))(`GET ${keys}`)).status).toBe(200);
    expect((await callerFor(server)(`GET ${tokens}`)).status).toBe(401);
  });

  test("reserve deletion and keys for admins under reference permissions", async () => {
    await using server = await startNeuroGraphServer({ referencePermissions: true });
    const developer = await loggedIn(server);
    const created = await developer(`POST ${tokens}`, { body: { text: "a" } });
    const one = `${tokens}/${created.at("id")}`;
    const refused = await developer(`DELETE ${one}`);
    expect(refused.at("error", "message")).toBe("Permission denied: tokens:delete required");
    expect((await developer(`GET ${keys}`)).status).toBe(403);
    const admin = await loggedIn(server, "admin");
    expect((await admin(`GET ${keys}`)).status).toBe(200);
    expect((await admin(`DELETE ${one}`)).status).toBe(204);
  });
});

describe("error shapes", () => {
  test("are structured by default and detail sentences on demand", async () => {
    await using structured = await startNeuroGraphServer();
    await using detailed = await startNeuroGraphServer({ errorShape: "B" });
    const missing = `GET ${tokens}/999999`;
    expect((await (await loggedIn(structured))(missing)).body).toEqual({
      success: false,
      error: {
        code: "RESOURCE_NOT_FOUND",
        message: "Token not found",
        details: { resource_type: "Token", resource_id: "999999" },
      },
    });
    const call = await loggedIn(detailed);
    expect((await call(missing)).body).toEqual({ detail: "Token 000F423F not found" });
    const invalid = await call(`GET ${tokens}?limit=x`);
    expect(invalid.at("error", "code")).toBe("VALIDATION_ERROR");
  });

  test("have an object for refused CDNA scales and an envelope for failed metrics", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const dimension_scales = [99, 1, 1, 1, 1, 1, 1, 1];
    expect((await call("PUT /api/v1/cdna/config", { body: { dimension_scales } })).body).toEqual({
      detail: {
        message: "Configuration validation failed",
        errors: ["Dimension 0 value 99.0 out of range [0, 20]"],
        warnings: [],
      },
    });
    server.state.metricsFail = true;
    const metrics = await call("GET /api/v1/metrics/json");
    expect(metrics.status).toBe(200);
    expect(metrics.body).toMatchObject({ success: false, error: { code: "METRICS_ERROR" } });
    server.state.readiness = "broken";
    const ready = await fetch(`${server.url}/api/v1/health/ready`);
    expect(ready.status).toBe(503);
    await expect(ready.json()).rejects.toThrow(SyntaxError);
  });
});

describe("quarantine", () => {
  test("starts once, stops once, and is remembered newest first", async () => {
    await using server = await startNeuroGraphServer();
    const call = await loggedIn(server);
    const at = "/api/v1/cdna/quarantine";
    expect((await call(`GET ${at}/status`)).at("data", "active")).toBe(false);
    const statuses: number[] = [];
    for (const step of ["start?duration=120", "start", "stop?apply=true", "stop"])
      statuses.push((await call(`POST ${at}/${step}`)).status);
    expect(statuses).toEqual([200, 400, 200, 400]);
    const history = (await call("GET /api/v1/cdna/history")).at("data", "history");
    expect(history).toMatchObject([
      { action: "quarantine_stop", applied: true },
      { action: "quarantine_applied" },
      { action: "quarantine_start", duration: 120 },
    ]);
  });
});

describe("modules", () => {
  test("can be switched and configured where they allow it", async () => {
    await using server = await startNeuroGraphServer();
    const call = callerFor(server);
    const at = "/api/v1/modules";
    expect((await call(`GET ${at}`)).at("total")).toBe(10);
    const off = { body: { enabled: false } };
    expect((await call(`PUT ${at}/gateway/enabled`, off)).body).toEqual({
      success: true,
      message: "Gateway disabled",
    });
    const gateway = await call(`GET ${at}/gateway`);
    expect(gateway.at("module")).toMatchObject({ status: "disabled", enabled: false });
    expect((await call(`PUT ${at}/grid/enabled`, off)).status).toBe(400);
    expect((await call(`GET ${at}/grid/config`)).status).toBe(400);
    const body = { config: { depth: 2 } };
    expect((await call(`PUT ${at}/gateway/config`, { body })).status).toBe(200);
    expect((await call(`GET ${at}/gateway/config`)).body).toEqual(body);
    expect((await call(`GET ${at}/unknown`)).status).toBe(404);
  });
});
