// The parts of the wire that belong to no resource: the framework, shapes, scripts.
import { describe, expect, test } from "vitest";
import { pem } from "../../node/support.js";
import { createGate } from "../../support/gate.js";
import { createCaller } from "../support/caller.js";
import { givenServer, login, registration, signedIn } from "./caller.js";

const email = "mara.quill@example.org";
const json = { "content-type": "application/json" };

describe("the framework", () => {
  test("refuses bodies in plain text: type, then size, then syntax, then fields", async () => {
    const { call } = await givenServer();
    const attempt = async (rawBody: string, headers: Record<string, string> = json) => {
      const reply = await call("POST /auth/login", { rawBody, headers });
      expect(reply.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      return `${reply.status} ${reply.text}`;
    };
    const body = JSON.stringify({ email, password: "x" });
    const unsupported = "415 Expected request with `Content-Type: application/json`";
    expect(await attempt(body, {})).toBe(unsupported);
    expect(await attempt(body, { "content-type": "text/plain" })).toBe(unsupported);
    expect(await attempt("x".repeat(2_097_153))).toMatch(/^413 .*length limit exceeded$/);
    expect(await attempt("{")).toMatch(/^400 Failed to parse the request body as JSON: /);
    const prefix = "422 Failed to deserialize the JSON body into the target type";
    expect(await attempt('{"email": "mara@example.org"}')).toBe(
      `${prefix}: missing field \`password\` at line 1 column 29`,
    );
    expect(await attempt('{"email": 1, "password": ""}')).toBe(
      `${prefix}: email: invalid type: integer \`1\`, expected a string at line 1 column 28`,
    );
    expect(await attempt("null")).toContain("invalid type: null, expected struct LoginRequest");
  });

  test("takes JSON with parameters or a suffix, and unknown fields", async () => {
    const { call } = await givenServer();
    const rawBody = JSON.stringify({ ...registration(), nickname: "m" });
    const headers = { "content-type": "application/vnd.x+json; charset=utf-8" };
    expect((await call("POST /auth/register", { rawBody, headers })).status).toBe(200);
  });

  test("knows no trailing slash and no other path", async () => {
    const { call } = await givenServer();
    for (const request of ["POST /auth/login/", "GET /health/", "GET /nowhere"]) {
      const missing = await call(request, request.startsWith("POST") ? { body: {} } : {});
      expect([missing.status, missing.text, missing.headers.get("content-type")]).toEqual([
        404,
        "",
        null,
      ]);
    }
  });

  test("names the methods that a path has, but only to those who may see it", async () => {
    const { server, call } = await givenServer();
    const bearer = await signedIn(server, { email });
    const refused = await call("DELETE /health");
    expect([refused.status, refused.text, refused.headers.get("allow")]).toEqual([
      405,
      "",
      "GET,HEAD",
    ]);
    expect((await call("GET /auth/login")).headers.get("allow")).toBe("POST");
    expect((await call("POST /auth/me")).status).toBe(401);
    expect((await bearer("POST /auth/me")).headers.get("allow")).toBe("GET,HEAD");
  });

  test("answers HEAD like GET without the body", async () => {
    const { server, call } = await givenServer();
    const head = await call("HEAD /health");
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(head.headers.get("content-type")).toBe("application/json");
    expect((await call("HEAD /auth/me")).status).toBe(401);
    expect((await (await signedIn(server, { email }))("HEAD /auth/me")).status).toBe(200);
    expect((await call("HEAD /auth/login")).status).toBe(405);
  });

  test("lets every origin in, and any OPTIONS request", async () => {
    const { call } = await givenServer({ rateLimiting: "silent" });
    for (const path of ["/auth/me", "/nowhere"]) {
      const preflight = await call(`OPTIONS ${path}`);
      expect([preflight.status, preflight.text]).toEqual([200, ""]);
      expect(Object.fromEntries(preflight.headers)).toMatchObject({
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET,POST,PUT,DELETE,PATCH,OPTIONS",
        "access-control-allow-headers": "*",
      });
      expect(preflight.headers.has("x-ratelimit-limit")).toBe(false);
      expect(preflight.headers.has("access-control-allow-credentials")).toBe(false);
    }
    const answer = await call("GET /nowhere");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.has("access-control-expose-headers")).toBe(false);
  });
});

describe("shapes", () => {
  test("of bodies can be those of the guide", async () => {
    const { server } = await givenServer({ bodyShape: "guide", accessTokenSeconds: 3600 });
    const { userId } = server.state.addUser({ email });
    expect((await login(server, email)).body).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 3600,
      user: {
        id: userId,
        email,
        first_name: "Mara",
        last_name: "Quill",
        is_active: true,
        is_verified: true,
        role: "user",
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    });
  });

  test("of errors can be flat or empty, but the framework's stay text", async () => {
    const { call: flat } = await givenServer({ errorShape: "flat" });
    const { call: empty } = await givenServer({ errorShape: "empty" });
    const wrong = { body: { email, password: "wrong" } };
    expect((await flat("POST /auth/login", wrong)).body).toEqual({
      error: "Invalid credentials",
      message: "Email or password is incorrect",
    });
    expect((await flat("GET /auth/me")).body).toEqual({
      error: "UNAUTHORIZED",
      message: "Authentication required",
    });
    const invalid = { body: { ...registration(), email: "x" } };
    expect((await flat("POST /auth/register", invalid)).body).toMatchObject({
      error: "VALIDATION_ERROR",
      details: { reason: "email: Invalid email format" },
    });
    const bare = await empty("POST /auth/login", wrong);
    expect([bare.status, bare.text, bare.headers.get("content-type")]).toEqual([401, "", null]);
    for (const call of [flat, empty])
      expect((await call("POST /auth/login", { body: {} })).text).toContain("missing field");
  });
});

describe("scripts", () => {
  test("answer first, and say what the route usually says", async () => {
    const { server, call } = await givenServer();
    server.failNext("/auth/{name}", [{ status: 401 }, { status: 401 }, { status: 429 }]);
    server.failNext("GET /health", [
      { status: 502, rawBody: "<html>", headers: { "content-type": "text/html" } },
      { status: 200, body: { status: "healthy" } },
    ]);
    expect((await call("POST /auth/login", { body: {} })).at("error", "code")).toBe("UNAUTHORIZED");
    expect((await call("GET /auth/me")).text).toBe("");
    expect((await call("GET /auth/me")).at("error", "code")).toBe("RATE_LIMITED");
    expect((await call("GET /health")).text).toBe("<html>");
    expect((await call("GET /health")).at("status")).toBe("healthy");
    expect((await call("GET /health")).at("status")).toBe("ok");
    expect(server.count("GET", "/health")).toBe(3);
  });

  test("hold back an answer, or its second half, until the test lets it go", async () => {
    const { server, call } = await givenServer();
    const [whole, half] = [createGate(), createGate()];
    server.failNext("GET /live", [
      { after: whole.opened },
      { status: 200, rawBody: "first,second", restAfter: half.opened },
    ]);
    let isAnswered = false;
    const held = call("GET /live").finally(() => {
      isAnswered = true;
    });
    expect((await call("GET /ready")).status).toBe(200);
    expect(isAnswered).toBe(false);
    whole.open();
    expect((await held).at("status")).toBe("alive");
    const response = await fetch(`${server.url}/live`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe("first,");
    half.open();
    const second = await reader?.read();
    expect(new TextDecoder().decode(second?.value)).toBe("second");
  });
});

describe("a server", () => {
  test("may stand behind a prefix, outside of which there is nothing", async () => {
    const { call } = await givenServer({ basePath: "/api" });
    expect((await call("GET /api/live")).status).toBe(200);
    for (const outside of ["GET /live", "GET /apilive", "GET /app/live"])
      expect((await call(outside)).status).toBe(404);
  });

  test("may speak TLS", async () => {
    const { server } = await givenServer({
      tls: { key: pem("server-key"), cert: pem("server-cert") },
    });
    expect(server.url).toMatch(/^https:/);
    await expect(createCaller(server.url)("GET /live")).rejects.toThrow("fetch failed");
  });
});
