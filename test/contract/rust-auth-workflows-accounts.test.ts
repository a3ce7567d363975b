/**
 * Accounts: our client and the stateful server, with Prism between them.
 * Whatever either says that the document does not fails the test.
 */
import { describe, expect, it } from "vitest";
import { loginAgain, rejection } from "../rust-auth/support/given.js";
import { usualPassword } from "../servers/rust-auth/index.js";
import { account, email, given, givenAdmin } from "./support/rust-auth.js";

const other = "Another#Calm7";
const changePassword = "POST /auth/change-password";

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
