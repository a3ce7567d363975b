// The Tracktion test server keeps the workflows that clients rely on.
import { describe, expect, test } from "vitest";
import { createCaller } from "../support/caller.js";
import { hashOfPath } from "./bpm-store.js";
import { ada, dana, fred, given, liveKey, testKey } from "./given.js";

const search = "GET /api/v1/search/tracks";
const profile = "GET /api/v1/user/profile";
const login = "POST /api/v1/auth/token";
const refresh = "POST /api/v1/auth/refresh";
const keys = "/api/v1/developer/keys";
const whitelist = "/api/v1/security/ip-whitelist";
const bpm = "/api/v1/analysis/bpm";
const oauth = "/api/v1/oauth";

describe("the search", () => {
  test("is for keys that are known and have the scope", async () => {
    await using setup = await given();
    const narrow = setup.server.state.addKey({ scopes: ["tracklists"] });
    const writer = setup.server.state.addKey({ permissions: ["write"] });
    const expired = setup.server.state.addKey({ expiresAt: setup.clock.ms });
    const outcomes = [];
    for (const key of [liveKey, "tk_live_unknown", expired.secret, undefined, narrow.secret]) {
      const { status, body } = await setup.with(key)(`${search}?q=house`);
      outcomes.push([status, status === 200 ? "" : body]);
    }
    const unknown = { error: "invalid_api_key", message: "Unknown key.", code: 401 };
    const missing = { error: "authentication_failed", message: "Not authenticated", code: 401 };
    const scope = { error: "insufficient_permissions", message: "Scope missing.", code: 403 };
    expect(outcomes).toEqual([
      [200, ""],
      [401, unknown],
      [401, unknown],
      [401, missing],
      [403, { ...scope, required_scopes: ["search"] }],
    ]);
    const refused = await setup.with(writer.secret)(`${search}?q=house`);
    expect([refused.status, refused.at("error")]).toEqual([403, "insufficient_permissions"]);
  });

  test("goes page by page", async () => {
    await using setup = await given();
    const call = setup.with(liveKey);
    const pages = [];
    for (const offset of [0, 10, 20]) {
      const reply = await call(`${search}?q=deep+house&limit=10&offset=${offset}`);
      const count = (reply.at("tracks") as unknown[]).length;
      pages.push([count, reply.at("pagination", "page"), reply.at("pagination", "total")]);
    }
    expect(pages).toEqual([
      [10, 1, 23],
      [10, 2, 23],
      [3, 3, 23],
    ]);
  });

  test("knows genres, popularity and tracks without either", async () => {
    await using setup = await given();
    const call = setup.with(liveKey);
    const total = async (query: string) =>
      (await call(`${search}?${query}`)).at("pagination", "total");
    expect(await total("q=lights&genre=techno")).toBe(1);
    expect(await total("q=nothing+of+the+kind")).toBe(0);
    const [first, popular] = [
      await call(`${search}?q=techno`),
      await call(`${search}?q=techno&sort=popularity`),
    ];
    expect(first.at("tracks", 0, "id")).toBe("track_techno_1");
    expect(popular.at("tracks", 0, "id")).toBe("track_techno_6");
    const bare = await call(`${search}?q=caf%C3%A9`);
    expect(bare.at("tracks", 0)).toMatchObject({ genre: null, duration: null });
    expect(bare.at("tracks", 0, "plays")).toBeUndefined();
  });

  test.each(["", "?q=", "?q=a&limit=0", "?q=a&limit=ten", "?q=a&offset=-1"])(
    "refuses the query '%s'",
    async (query) => {
      await using setup = await given();
      const reply = await setup.with(liveKey)(search + query);
      expect([reply.status, reply.at("error")]).toEqual([400, "invalid_request"]);
    },
  );
});

describe("sessions", () => {
  test("begin with a login, and end with the token's life or by force", async () => {
    await using setup = await given({ accessTokenSeconds: 60 });
    const { server, clock } = setup;
    const session = await setup.with()(login, { body: dana });
    expect(session.body).toMatchObject({
      token_type: "bearer",
      expires_in: 60,
      user: { id: "user_77", email: dana.username, tier: "premium" },
    });
    const call = setup.with(String(session.at("access_token")));
    expect((await call(profile)).body).toEqual({
      id: "user_77",
      email: dana.username,
      tier: "premium",
      created_at: "2023-05-04T08:00:00Z",
    });
    clock.ms += 60_000;
    expect((await call(profile)).at("error")).toBe("token_expired");
    const other = setup.as(dana);
    server.state.invalidateAccessTokens();
    const ended = await other(profile);
    expect([ended.status, ended.at("error")]).toEqual([401, "token_expired"]);
    expect(ended.headers.get("www-authenticate")).toBe("Bearer");
  });

  test("are renewed with a refresh token that counts once", async () => {
    await using setup = await given();
    const call = setup.with();
    const first = await call(login, { body: dana });
    const once = { body: { refresh_token: first.at("refresh_token") } };
    const second = await call(refresh, once);
    expect(second.body).toMatchObject({ token_type: "bearer", expires_in: 3_600 });
    expect(second.at("refresh_token")).not.toBe(first.at("refresh_token"));
    expect((await call(refresh, once)).body).toMatchObject({ error: "invalid_refresh_token" });
    const again = { body: { refresh_token: second.at("refresh_token") } };
    expect((await call(refresh, again)).status).toBe(200);
    const renewed = setup.with(String(second.at("access_token")));
    expect((await renewed(profile)).status).toBe(200);
  });

  test("are renewed with the same refresh token where it does not rotate", async () => {
    await using setup = await given({ rotateRefreshTokens: false });
    const call = setup.with();
    const first = await call(login, { body: dana });
    const body = { refresh_token: first.at("refresh_token") };
    for (const _ of [1, 2])
      expect(Object.keys((await call(refresh, { body })).body ?? {})).toEqual(["access_token"]);
  });

  test("are refused to strangers, forgers and the other kind of token", async () => {
    await using setup = await given();
    const wrong = await setup.with()(login, { body: { ...dana, password: "wrong" } });
    expect([wrong.status, wrong.at("error")]).toEqual([401, "invalid_credentials"]);
    const session = await setup.with()(login, { body: dana });
    const [access, renewal] = [session.at("access_token"), session.at("refresh_token")].map(String);
    const [head, , signature] = access?.split(".") ?? [];
    const forged = `${head}.${Buffer.from('{"sub":"user_1"}').toString("base64url")}.${signature}`;
    for (const token of [forged, String(renewal), "a.b.c"])
      expect((await setup.with(token)(profile)).at("error")).toBe("invalid_token");
    const swapped = await setup.with()(refresh, { body: { refresh_token: access } });
    expect(swapped.status).toBe(401);
  });
});

describe("API keys", () => {
  const wish = { name: "CI", permissions: ["read"], scopes: ["search"] };

  test("live from creation over rotation to their end", async () => {
    await using setup = await given();
    const call = setup.as(fred);
    const expires_at = "2031-01-01T00:00:00Z";
    const created = await call(`POST ${keys}`, { body: { ...wish, expires_at } });
    expect(created.body).toMatchObject({ ...wish, expires_at, last_used: null, is_active: true });
    const works = async (secret: unknown) =>
      (await setup.with(String(secret))(`${search}?q=house`)).status;
    expect(await works(created.at("key"))).toBe(200);

    const listed = await call(`GET ${keys}`);
    expect(listed.text).not.toContain(String(created.at("key")));
    expect(listed.at("keys", 0)).toMatchObject({ last_used: "2023-11-14T22:13:20Z" });
    const stats = await call(`GET ${keys}/${created.at("id")}/stats`);
    expect(stats.at("total_requests")).toBe(1);

    const rotated = await call(`POST ${keys}/${created.at("id")}/rotate`);
    expect(rotated.at("id")).not.toBe(created.at("id"));
    expect(rotated.body).toMatchObject({ ...wish, expires_at });
    expect([await works(created.at("key")), await works(rotated.at("key"))]).toEqual([401, 200]);
    const ids = async (query: string) =>
      ((await call(`GET ${keys}${query}`)).at("keys") as { id: string }[]).map(({ id }) => id);
    expect(await ids("")).toEqual([rotated.at("id")]);
    expect(await ids("?include_inactive=true")).toEqual([created.at("id"), rotated.at("id")]);
    const again = await call(`POST ${keys}/${created.at("id")}/rotate`);
    expect([again.status, again.at("detail")]).toEqual([400, "Cannot rotate inactive API key"]);

    for (const _ of ["first", "second"]) {
      const revoked = await call(`DELETE ${keys}/${rotated.at("id")}`);
      expect(revoked.body).toEqual({
        success: true,
        message: `API key ${rotated.at("id")} has been revoked`,
        revoked_at: "2023-11-14T22:13:20+00:00",
      });
    }
    expect(await works(rotated.at("key"))).toBe(401);
  });

  test("are as many and as mighty as the tier allows", async () => {
    await using setup = await given();
    const call = setup.as(fred);
    const create = async (body: object) => (await call(`POST ${keys}`, { body })).status;
    expect(await create({ ...wish, scopes: ["admin"] })).toBe(403);
    expect([await create(wish), await create(wish), await create(wish)]).toEqual([200, 200, 403]);
    const [one] = (await call(`GET ${keys}`)).at("keys") as { id: string }[];
    await call(`DELETE ${keys}/${one?.id}`);
    expect(await create(wish)).toBe(200);
    const admin = await setup.as(ada)(`POST ${keys}`, { body: { ...wish, scopes: ["admin"] } });
    expect(admin.status).toBe(200);
  });

  test("are managed by their owner only, who has logged in", async () => {
    await using setup = await given();
    for (const request of [`POST ${keys}/key_9a8b7c6d/rotate`, `DELETE ${keys}/key_9a8b7c6d`])
      expect((await setup.as(fred)(request)).body).toEqual({ detail: "API key not found" });
    const keyed = await setup.with(liveKey)(`GET ${keys}`);
    expect([keyed.status, keyed.at("error")]).toEqual([403, "access_denied"]);
  });

  test.each<[string, object]>([
    ["name", { ...wish, name: " " }],
    ["permissions", { ...wish, permissions: { read: true } }],
    ["scopes", { name: "CI", permissions: ["read"] }],
    ["expires_at", { ...wish, expires_at: null }],
    ["expires_at", { ...wish, expires_at: "tomorrow" }],
  ])("need a proper %s", async (member, body) => {
    await using setup = await given();
    const reply = await setup.as(dana)(`POST ${keys}`, { body });
    expect([reply.status, reply.at("detail", 0, "loc", 1)]).toEqual([422, member]);
  });

  test("are named and wrapped as by the server when asked to", async () => {
    await using setup = await given({ keyShape: "server" });
    const call = setup.as(fred);
    const created = await call(`POST ${keys}`, { body: wish });
    expect(Object.keys(created.body ?? {})).toEqual([
      "key_id",
      "api_key",
      "name",
      "permissions",
      "expires_at",
      "created_at",
    ]);
    const listed = await call(`GET ${keys}`);
    expect(listed.at(0)).toMatchObject({
      key_id: created.at("key_id"),
      key_prefix: "tk_live_...",
      created_at: "2023-11-14T22:13:20.000000Z",
      last_used_at: null,
      permissions: { read: true, write: false, admin: false },
    });
  });

  test("are taken from their own header, which wins, and from there only when asked to", async () => {
    await using setup = await given();
    const headers = { "X-API-Key": liveKey };
    const wrongBearer = setup.with("tk_live_unknown");
    expect((await wrongBearer(`${search}?q=a`, { headers })).status).toBe(200);
    await using strict = await given({ keysInHeaderOnly: true });
    expect((await strict.with()(`${search}?q=a`, { headers })).status).toBe(200);
    expect((await strict.with(liveKey)(`${search}?q=a`)).at("error")).toBe("invalid_token");
  });
});

describe("OAuth", () => {
  const redirect_uri = "https://app.example/callback";
  const asked = { response_type: "code", client_id: "app_1", redirect_uri, scope: "search" };
  const client = { client_id: "app_1", client_secret: "s3" };

  test("trades a code in once, for a token with the scopes that were asked for", async () => {
    await using setup = await given();
    const call = setup.with();
    const query = new URLSearchParams({ ...asked, state: "x y" });
    const sent = await call(`GET ${oauth}/authorize?${query}`);
    const location = new URL(sent.headers.get("location") ?? "");
    expect([sent.status, location.origin + location.pathname]).toEqual([302, redirect_uri]);
    expect(location.searchParams.get("state")).toBe("x y");
    const code = location.searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", ...client, code, redirect_uri };
    const granted = await call(`POST ${oauth}/token`, { form });
    expect(granted.body).toMatchObject({
      token_type: "bearer",
      expires_in: 3_600,
      scope: "search",
    });
    const token = String(granted.at("access_token"));
    expect((await setup.with(token)(`${search}?q=house`)).status).toBe(200);
    const again = await call(`POST ${oauth}/token`, { form });
    expect([again.status, again.at("error")]).toEqual([400, "invalid_grant"]);
    setup.clock.ms += 3_600_000;
    expect((await setup.with(token)(`${search}?q=house`)).at("error")).toBe("token_expired");
  });

  test("gives clients what they may have without a user", async () => {
    await using setup = await given();
    const form = { grant_type: "client_credentials", ...client, scope: "tracklists" };
    const granted = await setup.with()(`POST ${oauth}/token`, { form });
    expect(granted.at("refresh_token")).toBeUndefined();
    const narrow = setup.with(String(granted.at("access_token")));
    expect((await narrow(`${search}?q=house`)).at("required_scopes")).toEqual(["search"]);
  });

  test.each<[string, Record<string, string>, number, string]>([
    ["a wrong secret", { client_secret: "s4" }, 401, "invalid_client"],
    ["an unknown client", { client_id: "app_2" }, 401, "invalid_client"],
    ["a scope beyond the client's", { scope: "admin" }, 400, "invalid_scope"],
    ["an unknown grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["no code", { grant_type: "authorization_code" }, 400, "invalid_grant"],
  ])("refuses %s", async (_, changes, status, error) => {
    await using setup = await given();
    const form = { grant_type: "client_credentials", ...client, ...changes };
    const reply = await setup.with()(`POST ${oauth}/token`, { form });
    expect([reply.status, reply.at("error")]).toEqual([status, error]);
    const json = await setup.with()(`POST ${oauth}/token`, { body: form });
    expect(json.status).toBe(400);
  });

  test("sends the browser only where the client said", async () => {
    await using setup = await given();
    const elsewhere = new URLSearchParams({ ...asked, redirect_uri: "https://evil.example" });
    const refused = await setup.with()(`GET ${oauth}/authorize?${elsewhere}`);
    expect([refused.status, refused.headers.get("location")]).toEqual([400, null]);
    const greedy = new URLSearchParams({ ...asked, scope: "admin", state: "s" });
    const { headers } = await setup.with()(`GET ${oauth}/authorize?${greedy}`);
    expect(headers.get("location")).toBe(`${redirect_uri}?error=invalid_scope&state=s`);
  });
});

describe("addresses", () => {
  test("are blocked until a rule lets them in, as long as it holds", async () => {
    await using setup = await given();
    const { server, clock } = setup;
    const ip_address = "198.51.100.7";
    server.state.blockedIps.add(ip_address);
    const headers = { "X-Forwarded-For": ip_address };
    const call = setup.with(liveKey);
    const blocked = { error: "ip_blocked", message: "Address refused.", code: 403 };
    expect((await call(profile, { headers })).body).toEqual(blocked);
    expect((await call(profile)).status).toBe(200);

    const admin = setup.as(ada);
    const expires_at = "2023-11-14T22:13:30Z";
    const body = { ip_address, reason: "office", expires_at };
    const rule = await admin(`POST ${whitelist}`, { body });
    expect(rule.body).toMatchObject({ ...body, rule_type: "whitelist", is_active: true });
    expect((await admin(`GET ${whitelist}`)).body).toEqual([rule.body]);
    expect((await call(profile, { headers })).status).toBe(200);
    clock.ms += 10_000;
    expect((await call(profile, { headers })).status).toBe(403);
    expect((await admin(`DELETE ${whitelist}/${rule.at("id")}`)).at("success")).toBe(true);
    expect((await admin(`DELETE ${whitelist}/${rule.at("id")}`)).status).toBe(404);
  });

  test("are an administrator's business, and single", async () => {
    await using setup = await given();
    const body = { ip_address: "198.51.100.0/24" };
    const refused = await setup.as(dana)(`POST ${whitelist}`, { body });
    expect(refused.at("required_scopes")).toEqual(["admin"]);
    const { secret } = setup.server.state.addKey({ userId: "user_1", scopes: ["admin"] });
    expect((await setup.with(secret)(`GET ${whitelist}`)).status).toBe(403);
    expect((await setup.as(ada)(`POST ${whitelist}`, { body })).status).toBe(400);
  });
});

describe("webhooks", () => {
  test("are kept with their secret, which is not told", async () => {
    await using setup = await given();
    const body = {
      url: "https://hooks.example/bpm",
      events: ["bpm.analysis.complete"],
      secret: "w",
    };
    const created = await setup.with(liveKey)("POST /api/v1/webhooks", { body });
    expect(created.body).toEqual({ id: "wh_1", url: body.url, events: body.events });
    expect(setup.server.state.webhooks.get("wh_1")?.secret).toBe("w");
  });

  test("are tried with test keys", async () => {
    await using setup = await given();
    const tried = await setup.with(testKey)("POST /api/v1/test/webhook");
    expect([tried.status, tried.at("status")]).toEqual([200, "delivered"]);
    expect((await setup.with(liveKey)("POST /api/v1/test/webhook")).status).toBe(403);
  });
});

describe("batches", () => {
  test("go on each time somebody asks", async () => {
    await using setup = await given();
    const call = setup.with(liveKey);
    const body = { queries: [{ q: "ambient", limit: 3 }, { q: "techno" }, { q: "house" }] };
    const queued = await call("POST /api/v1/batch/search", { body });
    expect(queued.body).toEqual({ batch_id: "batch_1", status: "queued" });
    const seen = [];
    for (const _ of [0, 1, 2, 3]) {
      const status = await call("GET /api/v1/batch/batch_1/status");
      seen.push([status.at("status"), status.at("progress_percentage"), status.at("jobs_status")]);
    }
    const counts = (pending: number, processing: number, completed: number) => ({
      pending,
      processing,
      completed,
      failed: 0,
    });
    expect(seen).toEqual([
      ["queued", 0, counts(3, 0, 0)],
      ["processing", 33.3, counts(1, 1, 1)],
      ["processing", 66.7, counts(0, 1, 2)],
      ["completed", 100, counts(0, 0, 3)],
    ]);
    expect((await setup.as(fred)("GET /api/v1/batch/batch_1/status")).status).toBe(404);
    const job = setup.server.state.batches.get("batch_1");
    if (job) Object.assign(job, { done: 1, error: "catalogue is gone" });
    const failed = await call("GET /api/v1/batch/batch_1/status");
    expect(failed.body).toMatchObject({ status: "failed", error: "catalogue is gone" });
  });

  test("need their scope", async () => {
    await using setup = await given();
    const { secret } = setup.server.state.addKey({});
    const body = { queries: [{ q: "ambient" }] };
    const refused = await setup.with(secret)("POST /api/v1/batch/search", { body });
    expect(refused.at("required_scopes")).toEqual(["batch"]);
  });
});

describe("tempo detection", () => {
  const recording_id = "b2d6a1f4-0000-4000-8000-000000000001";
  const detect = (file_path: string, options?: object) => ({
    body: { recording_id, file_path, ...(options && { options }) },
  });

  test("answers, remembers, and forgets when asked to", async () => {
    await using setup = await given();
    const call = setup.with(liveKey);
    const hit = async (options?: object) => {
      const reply = await call(`POST ${bpm}/detect`, detect("/music/a.flac", options));
      return reply.at("results", "metadata", "cache_hit");
    };
    const cached = `GET ${bpm}/cache/${hashOfPath("/music/a.flac")}`;
    expect(await hit({ cache_results: false })).toBe(false);
    expect((await call(cached)).at("error_code")).toBe("CACHE_ERROR");
    expect([await hit(), await hit(), await hit({ force_recalculation: true })]).toEqual([
      false,
      true,
      false,
    ]);
    expect((await call(cached)).body).toMatchObject({
      cache_hit: true,
      results: {
        bpm_data: { bpm: 124, needs_review: false },
        cached_at: "2023-11-14T22:13:20Z",
        expires_at: "2023-12-14T22:13:20Z",
      },
    });
    const health = await call(`GET ${bpm}/health`);
    expect(health.at("performance", "cache_hit_rate")).toBe(0.25);
  });

  test("looks at the course of the tempo unless told not to", async () => {
    await using setup = await given();
    const call = setup.with(liveKey);
    const drifting = await call(`POST ${bpm}/detect`, detect("/music/drifting.mp3"));
    expect(drifting.at("results", "temporal_data", "is_variable_tempo")).toBe(true);
    const off = { enable_temporal_analysis: false, confidence_threshold: 0.99 };
    const plain = await call(`POST ${bpm}/detect`, detect("/music/a.flac", off));
    expect(plain.at("results", "temporal_data")).toBeUndefined();
    expect(plain.at("results", "bpm_data", "needs_review")).toBe(true);
  });

  test.each<[string, number, string]>([
    ["/music/a.xyz", 422, "UNSUPPORTED_FORMAT"],
    ["/music/none.mp3", 404, "INVALID_AUDIO_FILE"],
    ["/music/short.wav", 422, "FILE_TOO_SHORT"],
    ["/music/huge.wav", 413, "FILE_TOO_LARGE"],
  ])("of %s fails with %d %s", async (path, status, code) => {
    await using setup = await given();
    const reply = await setup.with(liveKey)(`POST ${bpm}/detect`, detect(path));
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({ status: "error", error_code: code });
    expect(reply.at("details", "file_path")).toBe(path);
  });

  test("of many files tells of each what became of it", async () => {
    await using setup = await given();
    const files = [
      { recording_id: "r1", file_path: "/music/a.flac" },
      { recording_id: "r2", file_path: "/music/none.mp3" },
    ];
    const reply = await setup.with(liveKey)(`POST ${bpm}/batch`, { body: { files } });
    expect(reply.body).toMatchObject({
      status: "success",
      processed_count: 2,
      results: [
        { recording_id: "r1", status: "success", bpm_data: { bpm: 124 } },
        { recording_id: "r2", status: "error", error: "File not found" },
      ],
      summary: { successful: 1, failed: 1 },
    });
  });
});

test("profiles of others can be seen, if there are such others", async () => {
  await using setup = await given();
  const call = createCaller(setup.server.url, liveKey);
  expect((await call("GET /api/v1/users/user_78/profile")).at("email")).toBe(fred.username);
  expect((await call("GET /api/v1/users/nobody/profile")).status).toBe(404);
});
