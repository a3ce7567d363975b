// The parts of the wire that belong to no resource: limits, shapes of errors, scripts, strangers.
import { describe, expect, test } from "vitest";
import { dana, fred, given, liveKey, testKey } from "./given.js";
import type { ErrorShape, LimitShape } from "./options.js";

const search = "GET /api/v1/search/tracks";
const profile = "GET /api/v1/user/profile";
const keys = "/api/v1/developer/keys";

describe("limits", () => {
  const limits = ["limit", "remaining", "reset"].map((name) => `x-ratelimit-${name}`);

  test("are told on every answer to someone known, and asked for", async () => {
    await using setup = await given();
    const { headers } = await setup.with(liveKey)(`${search}?q=a`);
    expect(limits.map((name) => headers.get(name))).toEqual(["100", "100", "1700000000"]);
    const asked = await setup.with(liveKey)("GET /api/v1/user/rate-limit");
    expect(asked.body).toEqual({
      tier: "premium",
      limit: 100,
      remaining: 100,
      reset: 1_700_000_000,
    });
    const stranger = await setup.with()(profile);
    expect(limits.map((name) => stranger.headers.get(name))).toEqual([null, null, null]);
  });

  test("let a burst pass, then one request per six seconds of a free user", async () => {
    await using setup = await given({ limitRates: true });
    const call = setup.as(fred);
    const statuses = [];
    for (let request = 0; request < 13; request += 1) statuses.push((await call(profile)).status);
    expect(statuses).toEqual([...Array(12).fill(200), 429]);
    const refused = await call(profile);
    expect(refused.headers.get("x-ratelimit-retry-after")).toBe("6");
    expect(limits.map((name) => refused.headers.get(name))).toEqual(["10", "0", "1700000072"]);
    expect(refused.headers.has("retry-after")).toBe(false);
    setup.clock.ms += 5_900;
    expect((await call(profile)).status).toBe(429);
    setup.clock.ms += 100;
    expect((await call(profile)).status).toBe(200);
  });

  test("do not count test keys", async () => {
    await using setup = await given({ limitRates: true });
    const call = setup.with(testKey);
    for (let request = 0; request < 130; request += 1)
      expect((await call(profile)).headers.get("x-ratelimit-remaining")).toBe("100");
  });

  test.each<[LimitShape, Record<string, string | null>, unknown]>([
    [
      "documented",
      { "x-ratelimit-retry-after": "4", "retry-after": null, "x-ratelimit-tier": null },
      { error: "rate_limit_exceeded", message: "Slow down.", retry_after: 4 },
    ],
    [
      "tracklist",
      { "x-ratelimit-retry-after": null, "retry-after": "4", "x-ratelimit-tier": "free" },
      {
        error: "Rate limit exceeded",
        message: "Request rate limit exceeded. Try again in 4 seconds.",
        retry_after: 4,
      },
    ],
    [
      "analysis",
      { "x-ratelimit-retry-after": null, "retry-after": "3", "x-ratelimit-tier": null },
      { error: "Rate limit exceeded", retry_after: 3.6 },
    ],
  ])("are reported in the %s way", async (limitShape, headers, body) => {
    await using setup = await given({ limitRates: true, limitShape });
    const call = setup.as(fred);
    for (let request = 0; request < 12; request += 1) await call(profile);
    setup.clock.ms += 2_400;
    const refused = await call(profile);
    const seen = Object.keys(headers).map((name) => [name, refused.headers.get(name)]);
    expect(Object.fromEntries(seen)).toEqual(headers);
    expect(refused.body).toEqual(body);
  });
});

describe("errors", () => {
  const shapes: readonly (readonly [ErrorShape, unknown, unknown, unknown])[] = [
    [
      "documented",
      { detail: "API key not found" },
      { detail: [{ type: "missing", loc: ["body"], msg: "Field required", input: null }] },
      { status: "error", error_code: "INVALID_AUDIO_FILE" },
    ],
    [
      "detail",
      { detail: "API key not found" },
      { detail: [{ type: "missing", loc: ["body"], msg: "Field required", input: null }] },
      { detail: "File not found" },
    ],
    [
      "domain",
      { error: { code: "HTTP_404", message: "API key not found", details: {} } },
      { error: { code: "VALIDATION_ERROR", message: "Request validation failed", details: {} } },
      { error: { code: "HTTP_404", message: "File not found" } },
    ],
    [
      "analysis",
      { error: { code: "RESOURCE_NOT_FOUND", message: "API key not found", status: 404 } },
      { error: { code: "VALIDATION_ERROR", details: [{ message: "Field required" }] } },
      { error: { code: "RESOURCE_NOT_FOUND", message: "File not found" } },
    ],
  ];

  test.each(shapes)("come in the %s shape", async (errorShape, missing, invalid, section) => {
    await using setup = await given({ errorShape });
    const call = setup.as(dana);
    const file = { recording_id: "r", file_path: "/music/none.mp3" };
    expect((await call(`DELETE ${keys}/none`)).body).toMatchObject(Object(missing));
    expect((await call(`POST ${keys}`)).body).toMatchObject(Object(invalid));
    const reply = await call("POST /api/v1/analysis/bpm/detect", { body: file });
    expect(reply.body).toMatchObject(Object(section));
  });

  test("name the scopes that are missing, in the documented shape", async () => {
    await using setup = await given();
    const { secret } = setup.server.state.addKey({ scopes: [] });
    const { body } = await setup.with(secret)(`${search}?q=a`);
    expect(body).toMatchObject({ code: 403, required_scopes: ["search"] });
    const missing = await setup.with(secret)("GET /api/v1/users/nobody/profile");
    expect(missing.body).toEqual({ error: "not_found", message: "User not found", code: 404 });
  });

  test("of paths and methods that are not there are the framework's", async () => {
    await using setup = await given();
    const call = setup.with();
    const [missing, wrong] = [await call("GET /nowhere"), await call(`PATCH ${keys}`)];
    expect([missing.status, missing.body]).toEqual([404, { detail: "Not Found" }]);
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST, GET"]);
  });

  test("have a request id, as all answers do", async () => {
    await using setup = await given();
    const call = setup.with();
    expect((await call(profile)).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const headers = { "X-Request-ID": "mine" };
    expect((await call(profile, { headers })).headers.get("x-request-id")).toBe("mine");
  });
});

describe("scripted answers", () => {
  test("come first, in order, and with the usual body of their status", async () => {
    await using setup = await given();
    const { server } = setup;
    const call = setup.with(liveKey);
    server.failNext(profile, [{ status: 401 }, { status: 502 }, { status: 200, body: { a: 1 } }]);
    const replies = [await call(profile), await call(profile), await call(profile)];
    expect(replies.map(({ status }) => status)).toEqual([401, 502, 200]);
    expect(replies[0]?.at("error")).toBe("token_expired");
    expect([replies[1]?.text, replies[2]?.body]).toEqual(["", { a: 1 }]);
    expect((await call(profile)).at("id")).toBe("user_77");
    expect(server.count("GET", "/api/v1/user/profile")).toBe(4);
  });

  test("have the shape of their section", async () => {
    await using setup = await given();
    const health = "GET /api/v1/analysis/bpm/health";
    setup.server.failNext(health, [{ status: 429 }, { status: 503 }]);
    const [limited, down] = [await setup.with(liveKey)(health), await setup.with(liveKey)(health)];
    expect(limited.body).toMatchObject({ status: "error", error_code: "RATE_LIMIT_EXCEEDED" });
    expect(limited.headers.get("x-ratelimit-retry-after")).toBe("12");
    expect(down.body).toMatchObject({ status: "error", error_code: "SERVICE_UNAVAILABLE" });
  });
});

test("every credential is refused when asked to, but logins work", async () => {
  await using setup = await given();
  setup.server.state.alwaysUnauthorized = true;
  for (const call of [setup.with(liveKey), setup.as(dana)])
    expect((await call(profile)).status).toBe(401);
  const login = await setup.with()("POST /api/v1/auth/token", { body: dana });
  expect(login.status).toBe(200);
});
