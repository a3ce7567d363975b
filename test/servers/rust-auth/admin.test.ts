// Administration on the Rust Auth Service test server, with the traps of the real one.
import { describe, expect, test } from "vitest";
import { type Caller, createCaller } from "../support/caller.js";
import { givenServer, login, signedIn } from "./caller.js";
import type { RustAuthServer } from "./server.js";

const users = "/admin/api/users";
const admin = {
  email: "root@example.org",
  role: "admin",
  firstName: "Ada",
  lastName: "Root",
} as const;

/** Adds numbered users, one each second. */
function addUsers(server: RustAuthServer, clock: { ms: number }, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    clock.ms += 1000;
    server.state.addUser({ email: `user${n}@example.org`, firstName: "Noun" });
  }
}

async function givenAdmin() {
  const given = await givenServer({ accessTokenSeconds: 90 * 24 * 3600 });
  return { ...given, admin: await signedIn(given.server, admin) };
}

describe("administration", () => {
  const paths = [
    "GET /admin/api/stats",
    "GET /admin/api/metrics",
    "GET /admin/api/metrics/realtime",
    `GET ${users}`,
    `GET ${users}/search?search=a`,
    `GET ${users}/export`,
    `GET ${users}/x`,
    "GET /admin/api/clients",
    "GET /admin/api/security/events",
  ];

  test("is for tokens with the role, though its page is for everyone signed in", async () => {
    const { server, call: anyone } = await givenServer();
    const user = await signedIn(server, { email: "user@example.org" });
    for (const path of paths) {
      const refused = await user(path);
      expect([path, refused.status, refused.at("error", "code")]).toEqual([path, 403, "FORBIDDEN"]);
      const unknown = await anyone(path);
      expect([path, unknown.status, unknown.text]).toEqual([path, 401, ""]);
    }
    const page = await user("GET /admin");
    expect([page.status, page.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=utf-8",
    ]);
    expect((await anyone("GET /admin")).status).toBe(401);
  });

  test("counts users", async () => {
    const { server, clock, admin: call } = await givenAdmin();
    server.state.addUser({ email: "new@example.org", emailVerified: false });
    const activeUsers = async () => (await call("GET /admin/api/stats")).at("active_users");
    expect((await call("GET /admin/api/stats")).body).toMatchObject({
      total_users: 2,
      active_users: 1,
      verified_users: 1,
      admin_users: 1,
      success_rate: 50,
      cache_healthy: true,
    });
    server.state.user(admin.email).lastLogin = clock.ms - 31 * 24 * 3_600_000;
    expect(await activeUsers()).toBe(0);
  });
});

describe("the list of users", () => {
  test("comes newest first, page by page", async () => {
    const { server, clock, admin: call } = await givenAdmin();
    addUsers(server, clock, 44);
    const seen: unknown[] = [];
    for (const page of [1, 2, 3, 4]) {
      const { body, at } = await call(`GET ${users}?page=${page}`);
      expect(body).toMatchObject({ page, limit: 20, total: 45, total_pages: 3 });
      seen.push([(at("items") as unknown[]).length, at("has_next"), at("has_prev")]);
    }
    expect(seen).toEqual([
      [20, true, false],
      [20, true, true],
      [5, false, true],
      [0, false, true],
    ]);
    expect((await call(`GET ${users}?limit=1&search=zzz&sort_by=email`)).body).toMatchObject({
      items: [
        {
          email: "user44@example.org",
          full_name: "Noun Quill",
          last_login: null,
          created_at: "2026-01-05T08:00:44.000204517+00:00",
          failed_attempts: 0,
          is_locked: false,
        },
      ],
      total_pages: 45,
    });
  });

  test("goes wrong at zero as on the real server", async () => {
    const { admin: call } = await givenAdmin();
    expect((await call(`GET ${users}?page=0`)).body).toMatchObject({ items: [], has_prev: false });
    expect((await call(`GET ${users}?limit=0`)).body).toMatchObject({
      items: [],
      total_pages: 4_294_967_295,
      has_next: true,
    });
  });

  test("refuses what is no number, before it looks at the role", async () => {
    const { server } = await givenServer();
    const call = await signedIn(server, { email: "user@example.org" });
    for (const query of ["page=-1", "limit=many", "page=1.5", "limit="]) {
      const refused = await call(`GET ${users}?${query}`);
      expect([query, refused.status]).toEqual([query, 400]);
      expect(refused.text).toMatch(/^Failed to deserialize query string: /);
    }
  });

  test("is searched by address and name, with a total that knows one page only", async () => {
    const { server, clock, admin: call } = await givenAdmin();
    addUsers(server, clock, 45);
    const seen: unknown[] = [];
    for (const page of [1, 2, 3]) {
      const { at } = await call(`GET ${users}/search?search=NOUN&page=${page}`);
      seen.push([
        (at("items") as unknown[]).length,
        at("total"),
        at("total_pages"),
        at("has_next"),
      ]);
    }
    expect(seen).toEqual([
      [20, 20, 1, false],
      [20, 20, 1, false],
      [5, 5, 1, false],
    ]);
    expect((await call(`GET ${users}/search?search=user45@`)).at("total")).toBe(1);
    for (const nothing of ["", "?search="])
      expect((await call(`GET ${users}/search${nothing}`)).body).toMatchObject({
        items: [],
        total: 0,
      });
  });

  test("is exported as plain text", async () => {
    const { server, admin: call } = await givenAdmin();
    const { userId } = server.state.user(admin.email);
    const exported = await call(`GET ${users}/export`);
    expect(exported.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(exported.text).toBe(
      `user_id,email,full_name,role,is_active,email_verified,created_at\n${userId},root@example.org,Ada Root,admin,true,true,2026-01-05T08:00:00.000204517Z\n`,
    );
  });
});

describe("actions", () => {
  const email = "user@example.org";

  async function givenTarget() {
    const given = await givenAdmin();
    const user = given.server.state.addUser({ email, emailVerified: false });
    const act = (action: string, parameters?: unknown, id = user.userId) =>
      given.admin(`POST ${users}/${id}/action`, { body: { action, user_id: id, parameters } });
    const details = async () => (await given.admin(`GET ${users}/${user.userId}`)).body;
    return { ...given, user, act, details };
  }

  test("deactivate, activate, verify, lock and unlock", async () => {
    const { server, act, details, clock } = await givenTarget();
    expect((await act("verify_email")).body).toEqual({
      success: true,
      message: "Email verified successfully",
      user_data: null,
    });
    await act("deactivate");
    expect(await details()).toMatchObject({ email_verified: true, is_active: false });
    await act("activate");
    expect((await login(server, email)).status).toBe(200);
    await act("lock_account");
    expect(await details()).toMatchObject({ is_locked: true, is_active: false });
    clock.ms += 29 * 24 * 3_600_000;
    expect((await login(server, email)).status).toBe(423);
    expect((await act("unlock_account")).at("message")).toBe("Account unlocked successfully");
    expect((await login(server, email)).status).toBe(200);
  });

  test("unlock after wrong passwords without forgetting them", async () => {
    const { server, act, details } = await givenTarget();
    for (let n = 0; n < 5; n += 1) await login(server, email, "wrong");
    expect(await details()).toMatchObject({ failed_attempts: 5, is_locked: true });
    await act("unlock_account");
    expect(await details()).toMatchObject({ failed_attempts: 5, is_locked: false });
    await login(server, email, "wrong");
    expect((await login(server, email)).status).toBe(423);
  });

  test("change roles of which tokens learn at the next login", async () => {
    const { server, act, details } = await givenTarget();
    const asUser = await signedInAgain(server);
    expect((await act("change_role", { role: "admin" })).at("message")).toBe(
      "User role changed to admin successfully",
    );
    expect(await details()).toMatchObject({ role: "admin" });
    expect((await asUser("GET /admin/api/stats")).status).toBe(403);
    expect((await (await signedInAgain(server))("GET /admin/api/stats")).status).toBe(200);
  });

  test("report failure with status 200", async () => {
    const { act, admin: call, user } = await givenTarget();
    const messageOf = async (...args: Parameters<typeof act>) => {
      const reply = await act(...args);
      expect([reply.status, reply.at("success"), reply.at("user_data")]).toEqual([
        200,
        false,
        null,
      ]);
      return reply.at("message");
    };
    expect(await messageOf("reset_password")).toBe("Unknown action");
    expect(await messageOf("change_role")).toBe("Role parameter is required");
    expect(await messageOf("change_role", { role: 1 })).toBe("Role parameter is required");
    expect(await messageOf("change_role", { role: "boss" })).toBe("Failed to change user role");
    expect(await messageOf("activate", undefined, "nobody")).toBe("Failed to activate user");
    expect(await messageOf("deactivate", undefined, "nobody")).toBe("Failed to deactivate user");
    const body = { action: "activate" };
    const incomplete = await call(`POST ${users}/${user.userId}/action`, { body });
    expect([incomplete.status, incomplete.text]).toEqual([
      422,
      expect.stringContaining("missing field `user_id`"),
    ]);
    const unknown = await call(`GET ${users}/nobody`);
    expect([unknown.status, unknown.at("error", "code")]).toEqual([404, "NOT_FOUND"]);
  });

  async function signedInAgain(server: RustAuthServer): Promise<Caller> {
    return createCaller(server.url, String((await login(server, email)).at("access_token")));
  }
});

describe("the two demonstration lists", () => {
  test("show the same rows on every page", async () => {
    const { admin: call } = await givenAdmin();
    const clients = await call("GET /admin/api/clients");
    expect(clients.body).toMatchObject({ limit: 20, total: 25, total_pages: 2, has_next: true });
    expect((await call("GET /admin/api/clients?page=2")).at("items")).toEqual(clients.at("items"));
    const events = await call("GET /admin/api/security/events?page=20");
    expect(events.body).toMatchObject({ limit: 50, total: 1000, total_pages: 20, has_next: false });
    expect(events.at("items")).toHaveLength(2);
  });
});
