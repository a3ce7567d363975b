/** Keys, limits, repeats and errors: what every operation has in common. */
import { describe, expect, it, vi } from "vitest";
import { at, givenServer } from "./caller.js";
import { startValentinaServer } from "./index.js";

const json = (text: string) => ({
  rawBody: text,
  headers: { "content-type": "application/json" },
});

describe("keys", () => {
  it("are asked for everywhere, health included, and no limit is told without one", async () => {
    const limit = { name: "burst", capacity: 30, refillSeconds: 60 };
    const { server, callAs } = await givenServer({ rateLimits: [limit] });
    const problem = { status: 401, title: "Unauthorized", detail: "API key not provided" };
    const reply = await callAs()("GET /api/v1/health?x=1");
    expect(reply.body).toEqual({ ...problem, instance: `${server.url}/api/v1/health?x=1` });
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    expect(reply.headers.get("ratelimit")).toBeNull();
    expect((await callAs("x")("GET /api/v1/companies")).at("detail")).toBe("Unauthorized API key");
  });

  it("end when they are replaced, and the new one comes with less than the whole account", async () => {
    const { owner, call, callAs } = await givenServer();
    const fresh = await call("POST /api/v1/developers/me/new-key");
    expect(Object.keys(Object(fresh.body)).sort()).toEqual([
      ...["api_key", "email", "id", "key_generated", "username"],
    ]);
    expect(fresh.at("api_key")).toMatch(/^[A-Za-z0-9]{32}$/);
    expect((await call("GET /api/v1/developers/me")).status).toBe(401);
    const me = await callAs(String(fresh.at("api_key")))("GET /api/v1/developers/me");
    expect(me.at("id")).toBe(owner.developer.id);
    expect(me.at("is_global_admin")).toBeUndefined();
  });

  it("that an administrator makes say in words who administers", async () => {
    const { server, owner, callAs } = await givenServer();
    const admin = callAs(server.admin.apiKey);
    const newKey = async (id: string) => {
      const reply = await admin(`POST /api/v1/admin/developers/${id}/new-key`);
      return [reply.status, reply.at("is_global_admin")];
    };
    expect(await newKey(owner.developer.id)).toEqual([201, "False"]);
    expect(await newKey(server.admin.developer.id)).toEqual([201, "True"]);
  });
});

describe("rate limits", () => {
  const burst = { name: "burst", capacity: 2, refillSeconds: 10 };
  const sustained = { name: "sustained", capacity: 100, refillSeconds: 3600 };

  it("count each key for itself and come back with time", async () => {
    const { clock, call, callAs, server } = await givenServer({ rateLimits: [burst, sustained] });
    const first = await call("GET /api/v1/companies");
    expect(first.headers.get("ratelimit-policy")).toBe(
      '"burst";q=2;w=10, "sustained";q=100;w=3600',
    );
    expect(first.headers.get("ratelimit")).toBe('"burst";r=1;t=0, "sustained";r=99;t=0');
    await call("GET /api/v1/companies");
    const refused = await call("GET /api/v1/companies");
    expect(refused.headers.get("ratelimit-policy")).toBe('"burst";q=2;w=10');
    expect(refused.headers.get("ratelimit")).toBe('"burst";r=0;t=5');
    expect(refused.headers.get("retry-after")).toBeNull();
    expect(refused.body).toMatchObject({ status: 429, retry_after: 5 });
    expect((await callAs(server.admin.apiKey)("GET /api/v1/companies")).status).toBe(200);
    clock.ms += 3_161;
    const later = await call("GET /api/v1/companies");
    expect([later.headers.get("ratelimit"), later.at("retry_after")]).toEqual([
      '"burst";r=0;t=2',
      1.84,
    ]);
    clock.ms += 1_840;
    expect((await call("GET /api/v1/companies")).status).toBe(200);
  });

  it("are not spoken of where there are none", async () => {
    const { call } = await givenServer();
    const { headers } = await call("GET /api/v1/companies");
    expect([headers.get("ratelimit"), headers.get("ratelimit-policy")]).toEqual([null, null]);
  });
});

describe("idempotency keys", () => {
  const notes = `${at.user}/notes`;
  const note = { title: "Evening one", content: "The harbor burned." };
  const keyed = (body: unknown, key = "k-1") => ({ body, headers: { "idempotency-key": key } });

  it("give the first answer again for an hour, whatever the query", async () => {
    const { call, clock } = await givenServer();
    const first = await call(`POST ${notes}`, keyed(note));
    clock.ms += 3_599_000;
    const again = await call(`POST ${notes}?x=1`, keyed(note));
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect((await call(`GET ${notes}`)).at("total")).toBe(2);
    clock.ms += 1_000;
    expect((await call(`POST ${notes}`, keyed(note))).at("id")).not.toBe(first.at("id"));
  });

  it("refuse another body, byte for byte, but know requests by key, path and caller", async () => {
    const { call, callAs, server } = await givenServer();
    await call(`POST ${notes}`, keyed(note));
    const spaced = { ...json(`${JSON.stringify(note)} `) };
    const headers = { ...spaced.headers, "idempotency-key": "k-1" };
    const other = await call(`POST ${notes}`, { ...spaced, headers });
    expect([other.status, other.at("detail")]).toEqual([
      409,
      "Idempotency key 'k-1' was previously used with a different request body. " +
        "Each unique request must use a unique idempotency key.",
    ]);
    const elsewhere = `POST ${at.manager}/notes`;
    expect((await call(elsewhere, keyed({ ...note, title: "Other" }))).status).toBe(201);
    const admin = callAs(server.admin.apiKey);
    expect((await admin(`POST ${notes}`, keyed({ ...note, title: "Other" }))).status).toBe(201);
  });

  it("mean nothing to reading and deleting, and keep no failures", async () => {
    const { call } = await givenServer();
    const headers = { "idempotency-key": "k-1" };
    const total = async () => (await call(`GET ${notes}`, { headers })).at("total");
    const before = await total();
    expect((await call(`POST ${notes}`, keyed({ title: "x" }))).status).toBe(400);
    const created = await call(`POST ${notes}`, keyed(note));
    expect(created.status).toBe(201);
    expect(await total()).toBe(Number(before) + 1);
    const path = `${notes}/${String(created.at("id"))}`;
    expect((await call(`DELETE ${path}`, { headers })).status).toBe(204);
    expect((await call(`DELETE ${path}`, { headers })).status).toBe(404);
  });
});

describe("errors", () => {
  it("name fields that cannot be read, and give the path of those that may not be stored", async () => {
    const { call } = await givenServer();
    const unread = await call(`POST ${at.user}/notes`, { body: { title: 1 } });
    expect(unread.body).toMatchObject({
      detail: "Validation failed for one or more fields.",
      invalid_parameters: [
        { field: "title", message: "Expected `str`, got `int`" },
        { field: "content", message: "Field required" },
      ],
    });
    const unfit = await call(`POST ${at.user}/notes`, { body: { title: " a ", content: "abc" } });
    expect(unfit.body).toMatchObject({
      detail: "A validation error occurred.",
      invalid_parameters: [
        { field: ["title"], message: "String should have at least 3 characters" },
      ],
    });
    const nested = { settings: { character_autogen_num_choices: 11 } };
    expect(
      (await call(`PATCH ${at.company}`, { body: nested })).at("invalid_parameters", 0),
    ).toEqual({
      field: ["settings", "character_autogen_num_choices"],
      message: "Input should be less than or equal to 10",
    });
  });

  it.each([
    ["text that is no JSON", json("{")],
    ["nothing", {}],
    ["a list", json("[]")],
    ["another media type", { rawBody: "{}", headers: { "content-type": "text/plain" } }],
  ])("take %s for a body that cannot be read", async (_title, options) => {
    const { call } = await givenServer();
    const reply = await call(`POST ${at.user}/notes`, options);
    expect([reply.status, reply.at("invalid_parameters", 0, "field")]).toEqual([400, "body"]);
  });

  it("tell a global administrator of a malformed id, and stumble over it for others", async () => {
    const { call, callAs, server } = await givenServer();
    const stumbled = await call("GET /api/v1/companies/x");
    expect(stumbled.body).toEqual({ status_code: 500, detail: "Internal Server Error" });
    expect(stumbled.headers.get("content-type")).toBe("application/json");
    const told = await callAs(server.admin.apiKey)("GET /api/v1/companies/x");
    expect([told.status, told.at("invalid_parameters", 0, "field")]).toEqual([400, "company_id"]);
  });

  it("are a page for people where nothing is, and 405 for other verbs", async () => {
    const { call } = await givenServer();
    const page = await call("GET /nowhere");
    expect([page.status, page.headers.get("content-type")]).toEqual([
      404,
      "text/html; charset=utf-8",
    ]);
    expect((await call("POST /nowhere")).status).toBe(405);
    const put = await call(`PUT ${at.company}/dictionaries/68c1f7152cae3787a09a7448`);
    expect(put.body).toMatchObject({ title: "Method Not Allowed", detail: "Method Not Allowed" });
  });

  it("say nothing more to users who may not act", async () => {
    const { server, call } = await givenServer();
    const { characters } = server.state;
    for (const each of characters.byId.values()) each.user_player_id = "";
    const reply = await call(`DELETE ${at.player}${at.character}`);
    expect(reply.body).toEqual({
      status: 403,
      title: "Forbidden",
      instance: `${server.url}${at.player}${at.character}`,
    });
  });
});

describe("a server", () => {
  it("tells by its health when a part is offline, with another status and no problem", async () => {
    const { server, call } = await givenServer();
    expect((await call("GET /api/v1/health")).body).toEqual({
      ...{ database_status: "online", cache_status: "online", version: "0.7.0" },
    });
    server.state.health.cache_status = "offline";
    const reply = await call("GET /api/v1/health");
    expect([reply.status, reply.at("cache_status")]).toEqual([500, "offline"]);
    expect(reply.headers.get("content-type")).toBe("application/json");
  });

  it.each([
    [`${at.company}`, "private, max-age=60"],
    [`${at.company}/options`, "private, max-age=600"],
    [`${at.company}/statistics`, "no-cache"],
    [`${at.user}/dicerolls`, "no-cache"],
    ["/api/v1/companies/68c1f7152cae3787a09a7448", "no-cache"],
  ])("says of %s how long it may be kept: %s", async (path, expected) => {
    const { call } = await givenServer();
    expect((await call(`GET ${path}`)).headers.get("cache-control")).toBe(expected);
  });

  it("takes one slash at the end of a path", async () => {
    const { call } = await givenServer();
    expect((await call("GET /api/v1/companies/")).status).toBe(200);
    expect((await call("GET /api/v1/companies//")).status).toBe(404);
  });

  it("plays scripted answers in its own words, and ends with its scope", async () => {
    let url = "";
    {
      await using server = await startValentinaServer();
      url = server.url;
      server.failNext("GET /api/v1/companies", [{ status: 429 }, { status: 502 }]);
      const headers = { "x-api-key": server.admin.apiKey };
      const limited = await fetch(`${url}/api/v1/companies`, { headers });
      expect([limited.status, limited.headers.get("ratelimit")]).toEqual([429, '"burst";r=0;t=2']);
      expect(await (await fetch(`${url}/api/v1/companies`, { headers })).text()).toBe("");
      expect(server.count("GET", "/api/v1/companies")).toBe(2);
    }
    await expect(fetch(url)).rejects.toThrow();
  });

  it("answers what it did not foresee as its framework would, and says so to the tester", async () => {
    const { server, call } = await givenServer();
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    server.state.accounts.owner = () => {
      throw new Error("a defect");
    };
    expect((await call("GET /api/v1/companies")).body).toMatchObject({ status_code: 500 });
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });
});
