/** What administrators can do, and lists whose counters cannot be trusted. */
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/testing/index.js";
import { nested } from "./support/answers.js";
import { given, rejection } from "./support/given.js";

const account = (number: number) => ({
  user_id: `u-${number}`,
  email: `user${number}@example.org`,
  full_name: `User ${number}`,
  role: "user",
  is_active: true,
  email_verified: true,
  last_login: null,
  created_at: "2026-01-03T09:15:42.318204517+00:00",
  failed_attempts: 0,
  is_locked: false,
});

/** Pages of so many accounts; `search` counts as the service's search does: each page for itself. */
function listOf(total: number, isSearch = false): Answer {
  return ({ query }) => {
    const [page, limit] = [Number(query.get("page") ?? 1), Number(query.get("limit") ?? 20)];
    const numbers = Array.from({ length: total }, (_each, index) => index + 1);
    const items = numbers.slice((page - 1) * limit, page * limit).map(account);
    const counted = isSearch ? items.length : total;
    const total_pages = Math.ceil(counted / limit);
    const counters = { page, limit, total: counted, total_pages };
    return { json: { items, ...counters, has_next: page < total_pages, has_prev: page > 1 } };
  };
}

/** The same two rows on every page, whatever is asked for. */
function demoRows(total: number, defaultLimit: number): Answer {
  return ({ query }) => {
    const [page, limit] = [
      Number(query.get("page") ?? 1),
      Number(query.get("limit") ?? defaultLimit),
    ];
    const total_pages = Math.ceil(total / limit);
    const counters = {
      page,
      limit,
      total,
      total_pages,
      has_next: page < total_pages,
      has_prev: page > 1,
    };
    return { json: { items: [{ n: 1 }, { n: 2 }], ...counters } };
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const users = "GET /api/admin/api/users";
const search = "GET /api/admin/api/users/search";

describe("numbers", () => {
  it.each([
    ["stats", "/admin/api/stats"],
    ["metrics", "/admin/api/metrics"],
    ["realtimeMetrics", "/admin/api/metrics/realtime"],
  ] as const)("admin.%s() is GET %s with the token [RA-202]", async (name, path) => {
    const { client, sent, bearers } = given([{ json: { total_users: 12 } }]);
    client.setTokens({ accessToken: "admin-token" });
    expect(await client.admin[name]()).toEqual({ total_users: 12 });
    expect(sent()).toEqual([`GET ${path}`]);
    expect(bearers()).toEqual(["Bearer admin-token"]);
  });

  it("are a 403 for others, who stay signed in [RA-202]", async () => {
    const { client } = given([nested(403, "FORBIDDEN", "Insufficient permissions")]);
    client.setTokens({ accessToken: "user-token" });
    const error = await rejection(client.admin.stats());
    expect(error).toMatchObject({ statusCode: 403, code: "FORBIDDEN" });
    expect(client.isAuthenticated()).toBe(true);
  });
});

describe("the list of users", () => {
  it("comes page by page [RA-203]", async () => {
    const { client, fetch } = given({ [users]: listOf(45) });
    const page = await client.admin.listUsers({
      page: 3,
      limit: 20,
      sortBy: "email",
      sortOrder: "asc",
      filters: "x",
    });
    expect(page).toMatchObject({ page: 3, total: 45, total_pages: 3, has_next: false });
    expect(page.items).toHaveLength(5);
    expect(fetch.last.query.toString()).toBe(
      "page=3&limit=20&sort_by=email&sort_order=asc&filters=x",
    );
    await client.admin.listUsers();
    expect(fetch.last.query.size).toBe(0);
  });

  it("is walked as long as the service says that more follows [RA-203]", async () => {
    const { client, fetch } = given({ [users]: listOf(45) });
    const all = await collect(client.admin.iterateUsers());
    expect(all.map(({ user_id }) => user_id)).toEqual(
      Array.from({ length: 45 }, (_each, index) => `u-${index + 1}`),
    );
    expect(fetch.requests.map(({ query }) => query.get("page"))).toEqual([null, "2", "3"]);
  });

  it("ends exactly where its last page is full [RA-203]", async () => {
    const { client, fetch } = given({ [users]: listOf(40) });
    expect(await collect(client.admin.iterateUsers({ limit: 20 }))).toHaveLength(40);
    expect(fetch.count).toBe(2);
  });

  it("is read no further than it is used, or allowed [RA-203]", async () => {
    const { client, fetch } = given({ [users]: listOf(45) });
    for await (const user of client.admin.iterateUsers()) if (user.user_id === "u-3") break;
    expect(fetch.count).toBe(1);
    expect(await collect(client.admin.iterateUsers({ maxItems: 21 }))).toHaveLength(21);
    expect(fetch.count).toBe(3);
    expect(await collect(client.admin.iterateUsers({ maxPages: 2 }))).toHaveLength(40);
    expect(fetch.count).toBe(5);
    expect(await collect(client.admin.iterateUsers({ maxItems: 0 }))).toEqual([]);
  });

  it.each([{ page: 0 }, { limit: 0 }, { page: -1 }, { limit: 1.5 }, { page: Number.NaN }])(
    "is not asked for a page that the service does not survive: %o [RA-203]",
    async (page) => {
      const { client, fetch } = given([]);
      for (const call of [
        () => client.admin.listUsers(page),
        () => client.admin.searchUsers("x", page),
        () => client.admin.listClients(page),
        () => client.admin.listSecurityEvents(page),
      ]) {
        expect(await rejection(call())).toMatchObject({ kind: "config" });
      }
      expect(fetch.count).toBe(0);
    },
  );
});

describe("a search", () => {
  it("asks for a term [RA-203]", async () => {
    const { client, fetch } = given({ [search]: listOf(3, true) });
    const page = await client.admin.searchUsers("a&b", { limit: 2 });
    expect(page.items).toHaveLength(2);
    expect(Object.fromEntries(fetch.last.query)).toEqual({ limit: "2", search: "a&b" });
  });

  it("is walked to the first page that is not full, whatever its counters say [RA-203]", async () => {
    const { client, fetch } = given({ [search]: listOf(45, true) });
    expect(await collect(client.admin.iterateSearch("user", { limit: 20 }))).toHaveLength(45);
    expect(fetch.count).toBe(3);
    expect(fetch.requests.map(({ query }) => query.get("search"))).toEqual([
      "user",
      "user",
      "user",
    ]);
  });

  it("is walked in the service's own page size as well [RA-203]", async () => {
    const { client, fetch } = given({ [search]: listOf(45, true) });
    expect(await collect(client.admin.iterateSearch("user"))).toHaveLength(45);
    expect(fetch.count).toBe(3);
  });

  it("asks once more where the last page is full [RA-203]", async () => {
    const { client, fetch } = given({ [search]: listOf(40, true) });
    expect(await collect(client.admin.iterateSearch("user", { limit: 20 }))).toHaveLength(40);
    expect(fetch.count).toBe(3);
  });
});

describe("one account", () => {
  it("is shown [RA-204]", async () => {
    const { client, sent } = given([{ json: account(7) }]);
    expect(await client.admin.getUser("a/b")).toMatchObject({ user_id: "u-7" });
    expect(sent()).toEqual(["GET /admin/api/users/a%2Fb"]);
  });

  it("that is unknown is a 404 [RA-204]", async () => {
    const { client } = given([nested(404, "NOT_FOUND", "Resource not found")]);
    expect(await rejection(client.admin.getUser("nobody"))).toMatchObject({ statusCode: 404 });
  });

  it("is among all in the export [RA-204]", async () => {
    const csv = "user_id,email\nu-1,mara.quill@example.org\n";
    const { client, sent } = given([{ text: csv }]);
    expect(await client.admin.exportUsers()).toBe(csv);
    expect(sent()).toEqual(["GET /admin/api/users/export"]);
  });
});

describe("an action", () => {
  const done = { json: { success: true, message: "done", user_data: null } };
  const failed = { json: { success: false, message: "Unknown action", user_data: null } };

  it("names the account in the path and in the body [RA-205]", async () => {
    const { client, fetch, sent } = given([done]);
    await client.admin.performAction("u-1", "change_role", {
      parameters: { role: "moderator" },
      reason: "promotion",
    });
    expect(sent()).toEqual(["POST /admin/api/users/u-1/action"]);
    expect(fetch.last.json).toEqual({
      action: "change_role",
      user_id: "u-1",
      parameters: { role: "moderator" },
      reason: "promotion",
    });
  });

  it.each([
    ["activate", "activate"],
    ["deactivate", "deactivate"],
    ["verifyEmail", "verify_email"],
    ["lock", "lock_account"],
    ["unlock", "unlock_account"],
  ] as const)("admin.%s() is %s [RA-205]", async (name, action) => {
    const { client, fetch } = given([done]);
    expect(await client.admin[name]("u-1")).toEqual(done.json);
    expect(fetch.last.json).toEqual({ action, user_id: "u-1" });
  });

  it("admin.changeRole() takes the role [RA-205]", async () => {
    const { client, fetch } = given([done]);
    await client.admin.changeRole("u-1", "admin", { reason: "why not" });
    expect(fetch.last.json).toEqual({
      action: "change_role",
      user_id: "u-1",
      parameters: { role: "admin" },
      reason: "why not",
    });
  });

  it("that fails is answered as it is, or thrown where that is asked for [RA-205]", async () => {
    const { client } = given([failed, failed, failed]);
    expect(await client.admin.performAction("u-1", "activate")).toEqual(failed.json);
    const throwing = { throwOnFailure: true };
    const error = await rejection(client.admin.performAction("u-1", "activate", throwing));
    expect(error).toMatchObject({ message: "Unknown action", statusCode: 200 });
    expect(error.details).toEqual({ action: "activate" });
    await rejection(client.admin.changeRole("u-1", "user", throwing));
  });
});

describe("programs and security events", () => {
  it.each([
    ["listClients", "/admin/api/clients"],
    ["listSecurityEvents", "/admin/api/security/events"],
  ] as const)("admin.%s() is GET %s [RA-206]", async (name, path) => {
    const { client, sent } = given([demoRows(25, 20)]);
    const page = await client.admin[name]({ page: 1, limit: 20 });
    expect(page).toMatchObject({ total: 25, has_next: true });
    expect(sent()).toEqual([`GET ${path}?page=1&limit=20`]);
  });

  it("end with the first page that is not full, although they say that more follows [RA-206]", async () => {
    const { client, fetch } = given({
      "GET /api/admin/api/clients": demoRows(25, 20),
      "GET /api/admin/api/security/events": demoRows(1000, 50),
    });
    expect(await collect(client.admin.iterateClients())).toHaveLength(2);
    expect(await collect(client.admin.iterateSecurityEvents())).toHaveLength(2);
    expect(fetch.count).toBe(2);
  });

  it("end where the service says so, although their pages are full [RA-206]", async () => {
    const { client, fetch } = given({
      "GET /api/admin/api/clients": demoRows(25, 20),
      "GET /api/admin/api/security/events": demoRows(1000, 50),
    });
    expect(await collect(client.admin.iterateClients({ limit: 2 }))).toHaveLength(26);
    expect(fetch.count).toBe(13);
    const few = client.admin.iterateSecurityEvents({ limit: 2, maxPages: 3 });
    expect(await collect(few)).toHaveLength(6);
  });
});
