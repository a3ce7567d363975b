// Rate limits and health of the Rust Auth Service test server.
import { describe, expect, test } from "vitest";
import { givenServer, login, registration } from "./caller.js";

const email = "mara.quill@example.org";

describe("limits", () => {
  test("are announced while they last, and a refusal says nothing more", async () => {
    const { server, call, clock } = await givenServer({ rateLimiting: "silent" });
    clock.ms += 12_000;
    server.state.addUser({ email });
    const statuses: unknown[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { status, headers } = await login(server, email, n < 2 ? "wrong" : undefined);
      statuses.push([status, headers.get("x-ratelimit-remaining")]);
    }
    expect(statuses).toEqual([
      [401, "4"],
      [401, "3"],
      [200, "2"],
      [200, "1"],
      [200, "0"],
    ]);
    const refused = await login(server, email);
    expect([refused.status, refused.at("error", "code")]).toEqual([429, "RATE_LIMITED"]);
    for (const name of ["retry-after", "x-ratelimit-limit", "x-ratelimit-reset"])
      expect(refused.headers.has(name)).toBe(false);
    expect((await call("GET /auth/me")).status).toBe(429);
    const other = { headers: { "x-forwarded-for": "203.0.113.9, 10.0.0.1" } };
    expect((await call("GET /auth/me", other)).status).toBe(401);
    expect((await call("GET /health")).status).toBe(200);
    clock.ms += 48_000;
    expect((await login(server, email)).status).toBe(200);
  });

  test("have windows that begin on the minute or the hour, and may be announced", async () => {
    const { call, clock } = await givenServer({ rateLimiting: "announced" });
    clock.ms += 1_800_000;
    const forgot = () => call("POST /auth/forgot-password", { body: { email } });
    for (const remaining of ["2", "1", "0"]) {
      const headers = Object.fromEntries((await forgot()).headers);
      expect(headers).toMatchObject({
        "x-ratelimit-limit": "3",
        "x-ratelimit-remaining": remaining,
        "x-ratelimit-reset": String(Date.parse("2026-01-05T09:00:00Z") / 1000),
      });
    }
    const refused = await forgot();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1800"]);
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
    const limitOf = async (request: string) =>
      (await call(request)).headers.get("x-ratelimit-limit");
    expect(await limitOf("GET /live")).toBe("1000");
    expect(await limitOf("GET /auth/register")).toBe("3");
    expect(await limitOf("GET /auth/me")).toBe("5");
    expect(await limitOf("GET /nowhere")).toBe("100");
  });

  test("are neither counted nor announced by default", async () => {
    const { call } = await givenServer();
    for (let n = 0; n < 10; n += 1) expect((await call("GET /auth/me")).status).toBe(401);
    expect((await call("GET /live")).headers.has("x-ratelimit-limit")).toBe(false);
  });
});

describe("health", () => {
  test("is degraded without the cache and gone without the database", async () => {
    const { server, call } = await givenServer();
    expect((await call("GET /health")).body).toMatchObject({
      status: "ok",
      timestamp: "2026-01-05T08:00:00.000204517+00:00",
      database: { connected: true },
      cache: { healthy: true },
    });
    expect((await call("GET /ready")).at("status")).toBe("ready");
    server.state.health.cache = false;
    expect((await call("GET /health")).body).toMatchObject({ status: "degraded" });
    const unready = await call("GET /ready");
    expect([unready.status, unready.text]).toEqual([503, ""]);
    server.state.health.database = false;
    expect((await call("GET /health")).status).toBe(503);
    expect((await call("GET /live")).at("status")).toBe("alive");
  });

  test("without a database is JSON where accounts are made, and bare elsewhere", async () => {
    const { server, call } = await givenServer();
    server.state.health.database = false;
    for (const request of ["POST /auth/register", "POST /auth/login"]) {
      const failed = await call(request, { body: registration() });
      expect([failed.status, failed.at("error", "code")]).toEqual([500, "DATABASE_ERROR"]);
    }
    const body = { email, token: "x", new_password: "long enough" };
    for (const name of ["forgot-password", "verify", "reset-password"]) {
      const failed = await call(`POST /auth/${name}`, { body });
      expect([name, failed.status, failed.text]).toEqual([name, 500, ""]);
    }
  });

  test("has metrics and settings", async () => {
    const { call } = await givenServer();
    await call("GET /live");
    const metrics = await call("GET /metrics");
    expect(metrics.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(metrics.text).toContain(
      'http_requests_total{method="GET",path="/live",status="200"} 1\n',
    );
    expect((await call("GET /stats")).at("rate_limit")).toMatchObject({ enabled: false });
  });
});
