/**
 * Administration: our client and the stateful server, with Prism between them. Whatever either says
 * that the document does not fails the test.
 */
import { describe, expect, it } from "vitest";
import { rejection } from "../rust-auth/support/given.js";
import { usualPassword } from "../servers/rust-auth/index.js";
import { email, given, givenAdmin } from "./support/rust-auth.js";

const users = "/admin/api/users";

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe("administration [W15]", () => {
  it("is a 403 for others [RA-202, RA-203]", async () => {
    const all = await given();
    const { admin } = await all.signedIn({ email });
    for (const call of [() => admin.stats(), () => admin.listUsers(), () => admin.getUser("x")])
      expect(await rejection(call())).toMatchObject({ statusCode: 403, code: "FORBIDDEN" });
    expect(all.takeRequests()).toHaveLength(3);
  });

  it("lists accounts in pages, and walks them [RA-203]", async () => {
    const { admin, server, takeRequests } = await givenAdmin();
    for (let n = 1; n <= 43; n += 1) server.state.addUser({ email: `user${n}@example.org` });
    takeRequests();
    const pages = [];
    for (const page of [1, 2, 3]) pages.push(await admin.admin.listUsers({ page, limit: 20 }));
    expect(pages.map(({ items, has_next }) => [items.length, has_next])).toEqual([
      [20, true],
      [20, true],
      [5, false],
    ]);
    takeRequests();
    const walked = await collect(admin.admin.iterateUsers({ limit: 20 }));
    expect(walked.map((user) => user.email)).toEqual(
      pages.flatMap(({ items }) => items.map((user) => user.email)),
    );
    expect(takeRequests()).toHaveLength(3);
  });

  it("walks a search up to a short page, whatever its counters say [RA-203]", async () => {
    const { admin, server, takeRequests } = await givenAdmin();
    const add = (from: number, to: number) => {
      for (let n = from; n <= to; n += 1) server.state.addUser({ email: `noun${n}@example.org` });
    };
    add(1, 45);
    takeRequests();
    const first = await admin.admin.searchUsers("noun", { limit: 20 });
    expect(first).toMatchObject({ total: 20, has_next: false });
    takeRequests();
    const found = await collect(admin.admin.iterateSearch("noun", { limit: 20 }));
    expect(new Set(found.map((user) => user.email)).size).toBe(45);
    expect(takeRequests()).toHaveLength(3);
    add(46, 60);
    expect(await collect(admin.admin.iterateSearch("noun", { limit: 20 }))).toHaveLength(60);
    expect(takeRequests()).toHaveLength(4);
    expect(await admin.admin.searchUsers("nothing")).toMatchObject({ items: [], total: 0 });
  });

  it("ends the two demonstration lists after their first page [RA-206]", async () => {
    const { admin, takeRequests } = await givenAdmin();
    takeRequests();
    expect((await admin.admin.listClients()).total).toBe(25);
    expect(await collect(admin.admin.iterateClients())).toHaveLength(2);
    expect((await admin.admin.listSecurityEvents()).limit).toBe(50);
    expect(await collect(admin.admin.iterateSecurityEvents())).toHaveLength(2);
    expect(takeRequests()).toHaveLength(4);
    expect(await collect(admin.admin.iterateClients({ limit: 2, maxPages: 3 }))).toHaveLength(6);
  });

  it("has details of one account, all of them as text, and numbers [RA-202, RA-204]", async () => {
    const { admin, userId } = await givenAdmin();
    expect(await admin.admin.getUser(userId)).toMatchObject({ email, last_login: null });
    const unknown = await rejection(admin.admin.getUser("nobody"));
    expect(unknown).toMatchObject({ statusCode: 404, code: "NOT_FOUND" });
    const lines = (await admin.admin.exportUsers()).trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines).toContainEqual(expect.stringContaining(`${userId},${email},Mara Quill,user`));
    expect(await admin.admin.stats()).toMatchObject({ total_users: 2, verified_users: 1 });
    expect((await admin.admin.metrics()).memory_usage_mb).toBe(96);
    expect((await admin.admin.realtimeMetrics()).http.status_code_distribution["401"]).toBe(4);
  });

  it("does things to accounts, and tells failures or throws them [RA-205]", async () => {
    const { admin, client, prism, userId, server } = await givenAdmin();
    const actions = admin.admin;
    const isVerified = async () => (await actions.getUser(userId)).email_verified;
    expect(await isVerified()).toBe(false);
    expect((await actions.verifyEmail(userId)).message).toBe("Email verified successfully");
    expect(await isVerified()).toBe(true);
    await actions.lock(userId, { reason: "asked for" });
    expect((await rejection(client.login(email, usualPassword))).statusCode).toBe(423);
    await actions.activate(userId);
    await client.login(email, usualPassword);

    const failed = { success: false, message: "Failed to activate user" };
    expect(await actions.activate("nobody")).toMatchObject(failed);
    const thrown = await rejection(actions.activate("nobody", { throwOnFailure: true }));
    expect([thrown.statusCode, thrown.message]).toEqual([200, failed.message]);
    const sent = server.requests.filter(({ path }) => path === `${users}/nobody/action`);
    expect(sent.map(({ json }) => json)).toEqual(
      Array(2).fill({ action: "activate", user_id: "nobody" }),
    );

    const body = { action: "activate" };
    const incomplete = await rejection(
      admin.request("POST", `${users}/${userId}/action`, { body }),
    );
    expect(incomplete.statusCode).toBe(422);
    expect(incomplete.rawBody).toContain("missing field `user_id`");
    expect(prism.takeViolations()).toMatchObject([{ side: "request", code: "required" }]);
  });

  it("changes roles, of which tokens learn when they are renewed [RA-205]", async () => {
    const all = await givenAdmin();
    const promoted = all.clientOf();
    await promoted.login(email, usualPassword);
    await all.admin.admin.changeRole(all.userId, "admin");
    expect((await all.admin.admin.getUser(all.userId)).role).toBe("admin");
    expect((await rejection(promoted.admin.stats())).statusCode).toBe(403);
    await promoted.refresh();
    expect((await promoted.admin.stats()).admin_users).toBe(2);
  });
});
