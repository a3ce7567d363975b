// The Tracktion test server keeps the workflows that clients rely on.
import { describe, expect, test } from "vitest";
import { ada, dana, fred, given, liveKey } from "./given.js";

const search = "GET /api/v1/search/tracks";
const profile = "GET /api/v1/user/profile";
const login = "POST /api/v1/auth/token";
const refresh = "POST /api/v1/auth/refresh";
const keys = "/api/v1/developer/keys";

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
