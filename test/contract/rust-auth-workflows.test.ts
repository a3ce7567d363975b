/**
 * Logins as people live through them: our client and the stateful server, with Prism between them.
 * Whatever either says that the document does not fails the test.
 */
import type { AuthClient } from "clientwright/rust-auth";
import { describe, expect, it } from "vitest";
import { loginAgain, rejection } from "../rust-auth/support/given.js";
import { usualPassword } from "../servers/rust-auth/index.js";
import { holdNext } from "../servers/support/held-answer.js";
import { account, email, type Given, given, root } from "./support/rust-auth.js";

const me = "GET /auth/me";
const refresh = "POST /auth/refresh";
const logout = "POST /auth/logout";

/** The refresh tokens that the server was sent, in order. */
const refreshTokensSent = ({ server }: Given): unknown[] =>
  server.requests
    .filter(({ path }) => path === "/auth/refresh")
    .map(({ json }) => Reflect.get(Object(json), "refresh_token"));

describe("the guide's flow [W1]", () => {
  it("goes from registering over logging out to logging in again [RA-061, RA-066, RA-068, RA-069, RA-076]", async () => {
    const all = await given();
    const { client, server } = all;
    const registered = await client.register(account);
    expect(registered.user.fullName).toBe("Mara Quill");
    expect(client.isAuthenticated()).toBe(true);
    expect((await client.getCurrentUser()).email).toBe(email);
    const updated = await client.updateProfile({ firstName: "Updated" });
    expect(updated).toMatchObject({ firstName: "Updated", lastName: "Quill" });
    expect(server.state.user(email).firstName).toBe("Updated");

    const former = client.getAccessToken() ?? "";
    await client.logout();
    expect([client.isAuthenticated(), client.getAccessToken()]).toEqual([false, undefined]);
    const left = await rejection(client.withToken(former).getCurrentUser());
    expect(left.statusCode).toBe(401);

    expect((await client.login(email, account.password)).user.firstName).toBe("Updated");
    expect(client.isAuthenticated()).toBe(true);
    expect((await client.getCurrentUser()).firstName).toBe("Updated");
    expect(all.takeRequests()).toEqual([
      "POST /auth/register",
      me,
      "PUT /auth/profile",
      logout,
      me,
      "POST /auth/login",
      me,
    ]);
  });
});

describe("tokens that are refused [W2, W4, W5]", () => {
  it("are renewed and the call is sent again, each time with the newest refresh token [RA-048, RA-130]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    for (const round of [1, 2]) {
      const former = client.getAccessToken();
      all.server.state.invalidateAccessTokens();
      expect((await client.getCurrentUser()).email).toBe(email);
      const [refused, renewal, replayed] = all.bearers();
      expect([refused, renewal]).toEqual([`Bearer ${former}`, undefined]);
      expect(replayed).toBe(`Bearer ${client.getAccessToken()}`);
      expect(replayed).not.toBe(refused);
      expect(all.takeRequests()).toEqual([me, refresh, me]);
      expect(new Set(refreshTokensSent(all)).size).toBe(round);
    }
  });

  it("end the login when they cannot be renewed, and a new login works [RA-125, RA-182]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    all.server.state.invalidateAccessTokens();
    all.server.failNext(refresh, [{ status: 401 }]);
    const error = await rejection(client.getCurrentUser());
    expect([error.statusCode, error.message]).toEqual([401, loginAgain]);
    expect(client.isAuthenticated()).toBe(false);
    expect(all.takeRequests()).toEqual([me, refresh]);
    await client.login(email, usualPassword);
    expect((await client.getCurrentUser()).email).toBe(email);
  });

  it("end the login when new ones are refused as well, after one renewal and one replay [RA-048, RA-125]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    all.server.failNext(me, [{ status: 401 }, { status: 401 }]);
    const error = await rejection(client.getCurrentUser());
    expect([error.statusCode, error.message]).toEqual([401, loginAgain]);
    expect(client.getAccessToken()).toBeUndefined();
    expect(all.takeRequests()).toEqual([me, refresh, me]);
  });
});

describe("tokens that are about to expire [W3]", () => {
  it("are renewed five minutes ahead, before the call [RA-130]", async () => {
    const all = await given({ accessTokenSeconds: 1000 });
    const client = await all.signedIn({ email });
    all.clock.advance(699_999);
    await client.getCurrentUser();
    expect(all.takeRequests()).toEqual([me]);
    all.clock.advance(1);
    await client.getCurrentUser();
    expect(all.takeRequests()).toEqual([refresh, me]);
    await client.getCurrentUser();
    expect(all.takeRequests()).toEqual([me]);
  });

  it("are renewed before every call when they never live longer than that [RA-130]", async () => {
    const all = await given({ accessTokenSeconds: 300 });
    const client = await all.signedIn({ email });
    for (const _ of [1, 2]) {
      await client.getCurrentUser();
      expect(all.takeRequests()).toEqual([refresh, me]);
    }
  });
});

describe("at the same time [W6, W7, W18]", () => {
  it("ten calls with a refused token renew it once, and all succeed [RA-007, RA-140]", async () => {
    const all = await given();
    const client = await all.signedIn({ email });
    all.server.state.invalidateAccessTokens();
    const calls = Array.from({ length: 10 }, () => client.getCurrentUser());
    const users = await Promise.all(calls);
    expect(users.map((user) => user.email)).toEqual(Array(10).fill(email));
    expect(all.server.count("POST", "/auth/refresh")).toBe(1);
    expect(all.server.state.answered.get(`${me} 200`)).toBe(10);
  });

  it.each([
    ["logout", (client: AuthClient) => client.logout()],
    ["clearTokens", async (client: AuthClient) => client.clearTokens()],
  ])("%s wins over a renewal that is on its way [RA-007]", async (name, leave) => {
    const all = await given();
    const client = await all.signedIn({ email });
    all.server.state.invalidateAccessTokens();
    const renewal = holdNext(all.server, refresh);
    const call = rejection(client.getCurrentUser());
    await renewal.arrived;
    await leave(client);
    expect(client.isAuthenticated()).toBe(false);
    renewal.release();
    expect((await call).message).toBe(loginAgain);
    expect([client.isAuthenticated(), client.getAccessToken()]).toEqual([false, undefined]);
    expect(all.takeRequests()).toEqual([me, refresh, ...(name === "logout" ? [logout] : [])]);
  });

  it("two users of one process do not see each other [RA-098]", async () => {
    const all = await given();
    const [mara, ivo] = [await all.signedIn({ email }), await all.signedIn({ email: "ivo@x.org" })];
    const clients = [mara, ivo].map((user) => all.client.withToken(user.getAccessToken() ?? ""));
    const calls = [0, 1, 0, 1, 1, 0].map(async (turn) => clients[turn]?.getCurrentUser());
    const users = await Promise.all(calls);
    expect(users.map((user) => user?.email)).toEqual(
      [0, 1, 0, 1, 1, 0].map((turn) => [email, "ivo@x.org"][turn]),
    );
    expect(all.client.isAuthenticated()).toBe(false);
  });
});

describe("a deactivated account [W16]", () => {
  it("is a 403 that neither renews nor signs out, until a renewal is refused", async () => {
    const all = await given();
    const admin = await all.signedIn(root);
    const client = await all.signedIn({ email });
    await admin.admin.deactivate(all.server.state.user(email).userId);
    all.takeRequests();
    expect((await rejection(client.getCurrentUser())).statusCode).toBe(403);
    expect([all.takeRequests(), client.isAuthenticated()]).toEqual([[me], true]);
    const refused = await rejection(client.refresh());
    expect([refused.statusCode, refused.message]).toEqual([401, loginAgain]);
    expect([all.takeRequests(), client.isAuthenticated()]).toEqual([[refresh], false]);
    const login = await rejection(client.login(email, usualPassword));
    expect(login).toMatchObject({ statusCode: 401, code: "UNAUTHORIZED" });
  });
});
