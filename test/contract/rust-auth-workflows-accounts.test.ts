/**
 * Accounts and their administration: our client and the stateful server, with Prism between them.
 * Whatever either says that the document does not fails the test.
 */
import type { AuthClient } from "clientwright/rust-auth";
import { describe, expect, it } from "vitest";
import { loginAgain, rejection } from "../rust-auth/support/given.js";
import { usualPassword } from "../servers/rust-auth/index.js";
import { account, email, type Given, given, root } from "./support/rust-auth.js";

const other = "Another#Calm7";
const changePassword = "POST /auth/change-password";
const users = "/admin/api/users";

/** An administrator beside an account. */
const givenAdmin = async (): Promise<Given & { admin: AuthClient; userId: string }> => {
  const all = await given();
  const admin = await all.signedIn(root);
  const { userId } = all.server.state.addUser({ email, emailVerified: false });
  return { ...all, admin, userId };
};

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe("a locked account [W10]", () => {
  it("is a 423 after five wrong passwords, until an administrator unlocks it [RA-065, RA-205]", async () => {
    const { client, admin, userId } = await givenAdmin();
    for (let n = 0; n < 5; n += 1)
      expect((await rejection(client.login(email, "wrong"))).statusCode).toBe(401);
    const locked = await rejection(client.login(email, usualPassword));
    expect(locked).toMatchObject({ statusCode: 423, code: "ACCOUNT_LOCKED" });
    expect(await admin.admin.getUser(userId)).toMatchObject({
      is_locked: true,
      failed_attempts: 5,
    });
    expect((await admin.admin.unlock(userId)).success).toBe(true);
    expect((await client.login(email, usualPassword)).user.email).toBe(email);
  });
});

describe("an address [W11]", () => {
  it("has to be confirmed before a login where the operator wants it, by a token that works once [RA-084]", async () => {
    const { client, clientOf, server, clock } = await given({ requireVerification: true });
    expect((await client.register(account)).user.isVerified).toBe(false);
    expect((await client.getCurrentUser()).isVerified).toBe(false);
    const visitor = clientOf();
    expect((await rejection(visitor.login(email, usualPassword))).statusCode).toBe(401);
    const token = server.state.mailbox.tokenFor(email, "verification");
    expect(await visitor.verifyEmail(token)).toBeUndefined();
    expect(visitor.isAuthenticated()).toBe(false);
    expect((await visitor.login(email, usualPassword)).user.isVerified).toBe(true);
    expect((await rejection(visitor.verifyEmail(token))).statusCode).toBe(400);

    await client.register({ ...account, email: "late@example.org" });
    clock.advance(25 * 3_600_000);
    const late = server.state.mailbox.tokenFor("late@example.org", "verification");
    expect((await rejection(visitor.verifyEmail(late))).statusCode).toBe(400);
  });
});

describe("a forgotten password [W12]", () => {
  it("is replaced by means of a mail, once, without signing in or out [RA-082, RA-083, RA-086]", async () => {
    const all = await given();
    const { client, server } = all;
    const signedIn = await all.signedIn({ email });
    expect(await client.forgotPassword("nobody@example.org")).toBeUndefined();
    expect(server.state.mailbox.mails).toEqual([]);
    expect(await client.forgotPassword(email)).toBeUndefined();
    const token = server.state.mailbox.tokenFor(email, "reset");
    expect((await rejection(client.resetPassword(token, "seven77"))).statusCode).toBe(400);
    // The document wants eight characters.
    expect(all.prism.takeViolations()).toMatchObject([{ side: "request", code: "minLength" }]);
    expect(await client.resetPassword(token, other)).toBeUndefined();
    expect(client.isAuthenticated()).toBe(false);
    expect((await signedIn.getCurrentUser()).email).toBe(email);
    expect((await rejection(client.login(email, usualPassword))).statusCode).toBe(401);
    expect((await client.login(email, other)).user.email).toBe(email);
    expect((await rejection(client.resetPassword(token, other))).statusCode).toBe(400);
    expect(all.bearers().filter((bearer) => bearer !== undefined)).toHaveLength(1);
  });
});

describe("a change of the password [W13]", () => {
  it("holds from the next login on, and a wrong current one is told as such [RA-080]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    const wrong = await rejection(client.changePassword("wrong", other));
    expect(wrong).toMatchObject({ statusCode: 400, code: "VALIDATION_ERROR" });
    expect(client.isAuthenticated()).toBe(true);
    expect(await client.changePassword(usualPassword, other)).toBeUndefined();
    expect((await rejection(client.login(email, usualPassword))).statusCode).toBe(401);
    expect((await client.login(email, other)).user.email).toBe(email);
  });

  it("cannot tell a wrong password from an expired token where the server says 401 [RA-125]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    all.server.failNext(changePassword, [{ status: 401 }, { status: 401 }]);
    const error = await rejection(client.changePassword("wrong", other));
    expect([error.statusCode, error.message]).toEqual([401, loginAgain]);
    expect(all.takeRequests()).toEqual([changePassword, "POST /auth/refresh", changePassword]);
    expect(client.isAuthenticated()).toBe(false);
  });

  it("is a 404 on a server without that route, and nobody is signed out [RA-081]", async () => {
    const all = await given({ changePasswordRoute: false });
    const client = await all.signedIn({ email });
    const missing = await rejection(client.changePassword(usualPassword, other));
    expect(missing.statusCode).toBe(404);
    expect((await client.getCurrentUser()).email).toBe(email);
    expect(all.takeRequests()).toEqual([changePassword, "GET /auth/me"]);
  });
});

describe("a change of the profile [W14]", () => {
  it("is refused for an address that somebody has, in any spelling, and for a name that is too short [RA-072, RA-075]", async () => {
    const all = await given();
    all.server.state.addUser({ email: "ivo@example.org" });
    const client = await all.signedIn({ email });
    for (const taken of ["ivo@example.org", email.toUpperCase()]) {
      const error = await rejection(client.updateProfile({ email: taken }));
      expect([error.statusCode, error.message]).toEqual([409, "HTTP 409: Conflict"]);
    }
    const tooShort = await rejection(client.updateProfile({ firstName: "M" }));
    expect(tooShort.statusCode).toBe(400);
    expect(all.prism.takeViolations()).toMatchObject([{ side: "request", code: "minLength" }]);
    expect(await client.updateProfile({})).toMatchObject({ firstName: "Mara", email });
    const changes = { firstName: "Marian", lastName: "Quince", email: "marian@example.org" };
    expect(await client.updateProfile(changes)).toMatchObject(changes);
    expect((await client.login("marian@example.org", usualPassword)).user.fullName).toBe(
      "Marian Quince",
    );
  });
});

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

describe("the own profile [W17]", () => {
  it("may be five minutes old, and is fresh after a change [RA-070, RA-076]", async () => {
    const { admin, client, clock, userId } = await givenAdmin();
    await client.login(email, usualPassword);
    const isVerified = async () => (await client.getCurrentUser()).isVerified;
    expect(await isVerified()).toBe(false);
    await admin.admin.verifyEmail(userId);
    clock.advance(299_000);
    expect(await isVerified()).toBe(false);
    expect((await client.updateProfile({})).isVerified).toBe(true);
    expect(await isVerified()).toBe(true);
  });
});

describe("everything that the guide lists", () => {
  it("works against the service [RA-001, RA-060, RA-132]", async () => {
    const { client, server, takeRequests } = await given();
    await client.register(account);
    await client.verifyEmail(server.state.mailbox.tokenFor(email, "verification"));
    await client.login(email, usualPassword);
    await client.getCurrentUser();
    await client.updateProfile({ firstName: "Jane" });
    await client.changePassword(usualPassword, other);
    await client.refresh();
    await client.logout();
    await client.forgotPassword(email);
    await client.resetPassword(server.state.mailbox.tokenFor(email, "reset"), usualPassword);
    await client.healthCheck();
    expect(takeRequests()).toEqual([
      "POST /auth/register",
      "POST /auth/verify",
      "POST /auth/login",
      "GET /auth/me",
      "PUT /auth/profile",
      changePassword,
      "POST /auth/refresh",
      "POST /auth/logout",
      "POST /auth/forgot-password",
      "POST /auth/reset-password",
      "GET /health",
    ]);
    expect([...server.state.answered.keys()].every((answer) => answer.endsWith(" 200"))).toBe(true);
  });

  it("and what only the service knows of itself [RA-200]", async () => {
    const { client } = await given();
    expect(await client.system.ready()).toMatchObject({ status: "ready" });
    expect(await client.system.live()).toMatchObject({ status: "alive" });
    expect(await client.system.metrics()).toContain("# TYPE http_requests_total counter");
    expect((await client.system.stats()).server.port).toBe(8080);
  });
});
