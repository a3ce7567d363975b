// The Tracktion test server keeps what stands beside search, logins and keys.
import { describe, expect, test } from "vitest";
import { createCaller } from "../support/caller.js";
import { hashOfPath } from "./bpm-store.js";
import { ada, dana, fred, given, liveKey, testKey } from "./given.js";

const search = "GET /api/v1/search/tracks";
const profile = "GET /api/v1/user/profile";
const whitelist = "/api/v1/security/ip-whitelist";
const bpm = "/api/v1/analysis/bpm";
const oauth = "/api/v1/oauth";

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
