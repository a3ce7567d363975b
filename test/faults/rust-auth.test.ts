/** Logins of a Rust Auth Service that end at the worst moment, wrong clocks, and storms; over real sockets. */
import type { SignOutReason } from "clientwright/rust-auth";
import { describe, expect, it } from "vitest";
import { loginAgain, rejection } from "../rust-auth/support/given.js";
import { usualPassword } from "../servers/rust-auth/index.js";
import { holdNext } from "../servers/support/held-answer.js";
import { email, givenLogin, givenService, me, refresh } from "./rust-auth-given.js";

const fiveMinutes = 300_000;

describe("a token that expires between the client's look at it and the server's", () => {
  it("is renewed, and the call is sent again [RA-048, RA-130]", async () => {
    const all = await givenLogin({ accessTokenSeconds: 1000 });
    const late = holdNext(all.server, me);
    const call = all.client.getCurrentUser();
    await late.arrived;
    all.skewServer(1_061_000);
    late.release();
    expect((await call).email).toBe(email);
    expect([all.count(refresh), all.count(me)]).toEqual([1, 2]);
  });
});

describe("a client's clock", () => {
  it.each([
    ["ahead", -fiveMinutes],
    ["behind", fiveMinutes],
  ])("that is five minutes %s makes no call fail and no renewal more [RA-130]", async (_, skew) => {
    const all = await givenService({ accessTokenSeconds: 1000 });
    all.skewServer(skew);
    await all.client.login(email, usualPassword);
    for (let second = 0; second < 3500; second += 100) {
      all.clock.advance(100_000);
      expect((await all.client.getCurrentUser()).email).toBe(email);
    }
    expect(all.count(refresh)).toBe(5);
    expect(all.server.state.answered.has(`${me} 401`)).toBe(false);
  });

  it("that is put forward by five minutes renews early, once [RA-130]", async () => {
    const all = await givenLogin({ accessTokenSeconds: 1000 });
    all.clock.advance(500_000);
    all.skewServer(-fiveMinutes);
    all.clock.advance(fiveMinutes);
    await all.client.getCurrentUser();
    await all.client.getCurrentUser();
    expect([all.count(refresh), all.count(me)]).toEqual([1, 2]);
    expect(all.server.state.answered.has(`${me} 401`)).toBe(false);
  });

  it("that is put back by five minutes renews late, and never too late [RA-130]", async () => {
    const all = await givenLogin({ accessTokenSeconds: 1000 });
    all.skewServer(fiveMinutes);
    for (let second = 0; second < 1000; second += 50) {
      all.clock.advance(50_000);
      expect((await all.client.getCurrentUser()).email).toBe(email);
    }
    expect(all.count(refresh)).toBe(1);
    expect(all.server.state.answered.has(`${me} 401`)).toBe(false);
  });

  it("that is wrong by more than the margin is put right by the 401 [RA-048]", async () => {
    const all = await givenLogin({ accessTokenSeconds: 1000 });
    all.skewServer(3_600_000);
    expect((await all.client.getCurrentUser()).email).toBe(email);
    expect([all.count(refresh), all.count(me)]).toEqual([1, 2]);
  });
});

describe("a thousand calls at once", () => {
  const thousand = Array.from({ length: 1000 });

  it("whose token is due share one renewal on the wire [RA-007]", async () => {
    const all = await givenLogin({ accessTokenSeconds: 1000 });
    all.clock.advance(700_000);
    const users = await Promise.all(thousand.map(() => all.client.getCurrentUser()));
    expect(users.every((user) => user.email === email)).toBe(true);
    expect([all.count(refresh), all.count(me)]).toEqual([1, 1000]);
  });

  it("whose token is refused share one renewal, and are sent again once each [RA-007, RA-048]", async () => {
    const all = await givenLogin();
    all.server.state.invalidateAccessTokens();
    const users = await Promise.all(thousand.map(() => all.client.getCurrentUser()));
    expect(users.every((user) => user.email === email)).toBe(true);
    expect([all.count(refresh), all.count(me)]).toEqual([1, 2000]);
  });
});

describe("a renewal that is refused", () => {
  it.each([400, 401, 403])(
    "with %d ends the login for all who wait, with one sentence, told once [RA-125, RA-213]",
    async (status) => {
      const endings: SignOutReason[] = [];
      const all = await givenLogin({}, { onSignedOut: (reason) => endings.push(reason) });
      all.server.state.invalidateAccessTokens();
      all.server.failNext(refresh, [{ status }]);
      const calls = Array.from({ length: 50 }, () => rejection(all.client.getCurrentUser()));
      for (const error of await Promise.all(calls))
        expect([error.statusCode, error.message]).toEqual([401, loginAgain]);
      expect([all.count(refresh), all.count(me)]).toEqual([1, 50]);
      expect([endings, all.client.isAuthenticated()]).toEqual([["refused"], false]);
      await all.client.login(email, usualPassword);
      expect((await all.client.getCurrentUser()).email).toBe(email);
    },
  );
});

describe("a renewal that fails for now", () => {
  it.each<[string, object]>([
    ["a 503", { status: 503 }],
    ["a connection that is reset", { reset: true }],
    ["an answer that breaks off", { resetMidBody: true, body: { access_token: "x" } }],
    ["a gateway's page", { status: 502, rawBody: "<html>Bad Gateway</html>" }],
  ])("with %s is tried again, and the call never knows [RA-044, RA-049]", async (_, fault) => {
    const all = await givenLogin();
    all.server.state.invalidateAccessTokens();
    all.server.failNext(refresh, [fault, fault, fault]);
    expect((await all.client.getCurrentUser()).email).toBe(email);
    expect([all.count(refresh), all.count(me)]).toEqual([4, 2]);
  });

  it.each<[string, object, number | undefined, RegExp]>([
    ["a 503", { status: 503 }, 503, /^HTTP 503: Service Unavailable$/],
    ["a 500", { status: 500 }, 500, /^HTTP 500: Internal Server Error$/],
    ["a 429", { status: 429 }, 429, /^Rate limit exceeded$/],
    ["a connection that is reset", { reset: true }, undefined, /^Network error: /],
  ])(
    "for good with %s is that failure, and the login stays for a better time [RA-049, RA-051]",
    async (_, fault, status, message) => {
      const all = await givenLogin();
      const held = all.client.getAccessToken();
      all.server.state.invalidateAccessTokens();
      all.server.failNext(refresh, [fault, fault, fault, fault]);
      const error = await rejection(all.client.getCurrentUser());
      expect(error.statusCode).toBe(status);
      expect(error.message).toMatch(message);
      expect([all.count(refresh), all.count(me)]).toEqual([4, 1]);
      expect(all.client.getAccessToken()).toBe(held);
      expect((await all.client.getCurrentUser()).email).toBe(email);
    },
  );

  it("ahead of the end of a token is that failure too, and is tried anew by the next call", async () => {
    const all = await givenLogin({ accessTokenSeconds: 1000 });
    all.clock.advance(700_000);
    all.server.failNext(refresh, Array(4).fill({ status: 503 }));
    expect((await rejection(all.client.getCurrentUser())).statusCode).toBe(503);
    expect([all.count(refresh), all.count(me)]).toEqual([4, 0]);
    expect((await all.client.getCurrentUser()).email).toBe(email);
    expect([all.count(refresh), all.count(me)]).toEqual([5, 1]);
  });

  it("with a page in place of tokens is an error, not a login [RA-120]", async () => {
    const all = await givenLogin();
    const held = all.client.getAccessToken();
    all.server.state.invalidateAccessTokens();
    const page = { status: 200, rawBody: "<html>", headers: { "content-type": "text/html" } };
    all.server.failNext(refresh, [page]);
    const error = await rejection(all.client.getCurrentUser());
    expect(error.statusCode).toBe(200);
    expect([all.count(me), all.client.getAccessToken()]).toEqual([1, held]);
  });
});

describe("who leaves while tokens are renewed", () => {
  it("is gone for all hundred calls that wait [RA-007, RA-068]", async () => {
    const all = await givenLogin();
    all.server.state.invalidateAccessTokens();
    const renewal = holdNext(all.server, refresh);
    const calls = Array.from({ length: 100 }, () => rejection(all.client.getCurrentUser()));
    await renewal.arrived;
    await all.client.logout();
    renewal.release();
    for (const error of await Promise.all(calls)) expect(error.message).toBe(loginAgain);
    expect([all.client.isAuthenticated(), all.client.getAccessToken()]).toEqual([false, undefined]);
    expect([all.count(refresh), all.count("POST /auth/logout")]).toEqual([1, 1]);
  });

  it("and logs in as somebody else stays that other [RA-007]", async () => {
    const all = await givenLogin();
    all.server.state.addUser({ email: "ivo@example.org" });
    all.server.state.invalidateAccessTokens();
    const renewal = holdNext(all.server, refresh);
    const waiting = all.client.getCurrentUser().catch((error: unknown) => error);
    await renewal.arrived;
    const { accessToken } = await all.client.login("ivo@example.org", usualPassword);
    renewal.release();
    await waiting;
    expect(all.client.getAccessToken()).toBe(accessToken);
    expect((await all.client.getCurrentUser()).email).toBe("ivo@example.org");
  });
});

describe("a storm of 429", () => {
  const storm = (count: number, headers: Record<string, string> = {}) =>
    Array.from({ length: count }, () => ({ status: 429, headers }));

  it("is not answered with a storm of retries [RA-040]", async () => {
    const all = await givenLogin();
    all.server.failNext(me, storm(10_000));
    const calls = Array.from({ length: 200 }, () => rejection(all.client.getCurrentUser()));
    for (const error of await Promise.all(calls))
      expect([error.statusCode, error.code]).toEqual([429, "RATE_LIMITED"]);
    // Each call once, and what the budget of this host allows on top.
    expect(all.count(me)).toBeLessThanOrEqual(301);
    expect(all.client.isAuthenticated()).toBe(true);
  });

  it("that says when it is over is sat out, never shorter than asked [RA-045]", async () => {
    const all = await givenLogin();
    all.server.failNext(me, storm(3, { "retry-after": "7" }));
    expect((await all.client.getCurrentUser()).email).toBe(email);
    expect(all.clock.waits).toEqual([7000, 7000, 7000]);
  });

  it("that asks for an hour is an error that says when to come back [RA-045, RA-046]", async () => {
    const all = await givenLogin();
    all.server.failNext(me, storm(1, { "retry-after": "3600" }));
    const error = await rejection(all.client.getCurrentUser());
    expect([error.statusCode, error.retryAfter]).toEqual([429, 3600]);
    expect(error.retryAt).toEqual(new Date(all.clock.now() + 3_600_000));
    expect([all.clock.waits, all.count(me)]).toEqual([[], 1]);
  });
});
