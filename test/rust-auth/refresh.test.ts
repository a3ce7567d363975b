/** Tokens are renewed before they end and after a 401; who wins when things happen at once. */
import { describe, expect, it, vi } from "vitest";
import { ConnectionError } from "../../src/runtime/index.js";
import { AuthClient } from "../../src/rust-auth/index.js";
import { fakeFetch } from "../../src/testing/index.js";
import { empty, guideLogin, mara, nested, tokens } from "./support/answers.js";
import {
  baseUrl,
  given,
  givenService,
  givenSignedIn,
  loginAgain,
  rejection,
} from "./support/given.js";

const me = "GET /auth/me";
const refresh = "POST /auth/refresh";

/** A promise, and what settles it. */
function gate() {
  let open = (): void => {};
  const opened = new Promise<undefined>((resolve) => {
    open = () => resolve(undefined);
  });
  return { opened, open };
}

describe("before tokens end", () => {
  it("they are renewed five minutes ahead, and not earlier [RA-002, RA-130]", async () => {
    const { client, clock, sent, bearers } = await givenSignedIn({}, 1_000);
    clock.advance(699_999);
    await client.getCurrentUser();
    expect(sent()).toEqual([me]);
    clock.advance(1);
    await client.getCurrentUser();
    expect(sent()).toEqual([me, refresh, me]);
    expect(bearers()).toEqual(["Bearer access-1", undefined, "Bearer access-2"]);
  });

  it("the margin can be chosen [RA-130]", async () => {
    const { client, clock, sent } = await givenSignedIn({ refreshBufferMs: 10_000 }, 60);
    clock.advance(49_999);
    await client.getCurrentUser();
    clock.advance(1);
    await client.getCurrentUser();
    expect(sent()).toEqual([me, refresh, me]);
  });

  it("tokens that live no longer than the margin are renewed before every call [RA-130]", async () => {
    const { client, sent } = await givenSignedIn({}, 300);
    await client.getCurrentUser();
    await client.getCurrentUser();
    expect(sent()).toEqual([refresh, me, refresh, me]);
  });

  it("a lifetime that is missing or 0 is one that is not known [RA-130]", async () => {
    for (const expires_in of [undefined, 0]) {
      const { client, clock, sent } = given({
        "POST /api/auth/login": tokens(1, { expires_in }),
        "GET /api/auth/me": { json: mara },
      });
      const answer = await client.login("mara.quill@example.org", "Str0ng&Silent!");
      expect(answer.expiresIn).toBe(0);
      clock.advance(10 * 365 * 86_400_000);
      await client.getCurrentUser();
      expect(sent()).toEqual(["POST /auth/login", me]);
    }
  });

  it("the refresh token is sent in the body, without other credentials [RA-032, RA-201]", async () => {
    const { client, clock, fetch } = await givenSignedIn({}, 1_000);
    clock.advance(700_000);
    await client.getCurrentUser();
    const request = fetch.requests[1];
    expect(request?.text).toBe('{"refresh_token":"refresh-1"}');
    expect(request?.headers).not.toHaveProperty("authorization");
  });

  it("the rotated refresh token is the one that is sent next [RA-130]", async () => {
    const { client, clock, fetch } = await givenSignedIn({}, 1_000);
    for (const _round of [1, 2]) {
      clock.advance(700_000);
      await client.getCurrentUser();
    }
    const bodies = fetch.requests.filter(({ path }) => path.endsWith("/refresh"));
    expect(bodies.map(({ json }) => json)).toEqual([
      { refresh_token: "refresh-1" },
      { refresh_token: "refresh-2" },
    ]);
  });

  it("a renewal without a refresh token keeps the former one, a login without one has none [RA-130]", async () => {
    const { client, clock, sent, service } = await givenSignedIn({}, 1_000);
    service.good.add("access-9");
    service.refresh = () => tokens(9, { refresh_token: undefined, expires_in: 1_000 });
    for (const _round of [1, 2]) {
      clock.advance(700_000);
      await client.getCurrentUser();
    }
    expect(sent()).toEqual([refresh, me, refresh, me]);

    const other = given({ "POST /api/auth/login": [tokens(), guideLogin] });
    await other.client.login("mara.quill@example.org", "Str0ng&Silent!");
    await other.client.login("ivo@example.org", "Str0ng&Silent!");
    const error = await rejection(other.client.refresh());
    expect(error.message).toBe("No refresh token available");
  });

  it("tokens that are due and cannot be renewed are sent as they are [RA-130]", async () => {
    const { client, clock, sent, bearers } = given({
      "POST /api/auth/login": guideLogin,
      "GET /api/auth/me": { json: mara },
    });
    await client.login("ivo@example.org", "Str0ng&Silent!");
    clock.advance(3_600_000);
    await client.getCurrentUser();
    expect(sent()).toEqual(["POST /auth/login", me]);
    expect(bearers()[1]).toBe("Bearer tok-access-2");
  });
});

describe("a clock", () => {
  it("that is five minutes wrong does no harm: lifetimes count from when tokens came", async () => {
    for (const wrongMs of [-300_000, 300_000]) {
      const all = givenService();
      all.clock.advance(wrongMs);
      all.service.expiresIn = 1_000;
      await all.client.login("mara.quill@example.org", "Str0ng&Silent!");
      await all.client.getCurrentUser();
      expect(all.sent()).toEqual(["POST /auth/login", me]);
    }
  });

  it("that is put forward by five minutes renews early, one that is put back is corrected by the 401", async () => {
    const forward = await givenSignedIn({}, 1_000);
    forward.clock.advance(400_000 + 300_000);
    await forward.client.getCurrentUser();
    expect(forward.sent()).toEqual([refresh, me]);

    const back = await givenSignedIn({}, 1_000);
    back.clock.advance(1_000_000 - 300_000 - 1);
    back.service.good.delete("access-1");
    await back.client.getCurrentUser();
    expect(back.sent()).toEqual([me, refresh, me]);
  });
});

describe("after a 401", () => {
  it("tokens are renewed once and the call is replayed [RA-048, RA-130]", async () => {
    const { client, service, sent, bearers } = await givenSignedIn();
    service.good.clear();
    await expect(client.getCurrentUser()).resolves.toMatchObject({ id: mara.user_id });
    expect(sent()).toEqual([me, refresh, me]);
    expect(bearers()).toEqual(["Bearer access-1", undefined, "Bearer access-2"]);
    await client.getCurrentUser();
    expect(bearers().at(-1)).toBe("Bearer access-2");
  });

  it("that comes between check and use, the same happens: the token was good when it was looked at", async () => {
    const { client, clock, service, sent } = await givenSignedIn({}, 1_000);
    clock.advance(699_999);
    service.good.delete("access-1");
    await client.getCurrentUser();
    expect(sent()).toEqual([me, refresh, me]);
  });

  it("a write is replayed with the same bytes [RA-130]", async () => {
    const { client, fetch } = given([tokens(1), empty(401), tokens(2), { json: mara }]);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    await client.updateProfile({ firstName: "Marian" });
    expect(fetch.requests.map(({ text }) => text).slice(1)).toEqual([
      '{"first_name":"Marian"}',
      '{"refresh_token":"refresh-1"}',
      '{"first_name":"Marian"}',
    ]);
  });

  it("that stands, the tokens are gone and somebody must log in [RA-125]", async () => {
    const { client, service, sent } = await givenSignedIn();
    service.refresh = () => tokens(2);
    service.good.clear();
    const error = await rejection(client.getCurrentUser());
    expect(error).toMatchObject({ message: loginAgain, statusCode: 401 });
    expect(sent()).toEqual([me, refresh, me]);
    expect(client.isAuthenticated()).toBe(false);
    expect(client.getAccessToken()).toBeUndefined();
  });

  it("without a refresh token, the tokens are gone at once [RA-125]", async () => {
    const { client, sent } = given([guideLogin, empty(401)]);
    await client.login("ivo@example.org", "Str0ng&Silent!");
    const error = await rejection(client.getCurrentUser());
    expect(error).toMatchObject({ message: loginAgain, statusCode: 401 });
    expect(sent()).toEqual(["POST /auth/login", me]);
    expect(client.isAuthenticated()).toBe(false);
  });

  it("a replay that fails otherwise keeps the new tokens, and its own error [RA-125]", async () => {
    const { client } = given([
      tokens(1),
      empty(401),
      tokens(2),
      nested(403, "FORBIDDEN", "Insufficient permissions"),
    ]);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    const error = await rejection(client.admin.stats());
    expect(error).toMatchObject({ message: "Insufficient permissions", statusCode: 403 });
    expect(client.getAccessToken()).toBe("access-2");
  });

  it("of a call that needs no login, nothing is renewed and nothing is lost [RA-032, RA-065]", async () => {
    const refused = nested(401, "UNAUTHORIZED", "Authentication required");
    const { client, sent } = given([tokens(1), refused, empty(401), empty(401)]);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    const login = await rejection(client.login("ivo@example.org", "wrong"));
    expect(login).toMatchObject({ message: "Authentication required", statusCode: 401 });
    const verify = await rejection(client.verifyEmail("some-token"));
    expect(verify.message).toBe("HTTP 401: Unauthorized");
    await rejection(client.resetPassword("some-token", "Another#Calm7"));
    expect(sent()).toHaveLength(4);
    expect(client.getAccessToken()).toBe("access-1");
  });

  it("of a call that was sent without a token, somebody must log in [RA-033, RA-125]", async () => {
    const { client, bearers, sent } = given([empty(401)]);
    const error = await rejection(client.getCurrentUser());
    expect(error).toMatchObject({ message: loginAgain, statusCode: 401 });
    expect(sent()).toEqual([me]);
    expect(bearers()).toEqual([undefined]);
  });

  it("of a call that was sent before somebody logged in, it is replayed with the token there is by then", async () => {
    const { opened, open } = gate();
    const late = async () => {
      await opened;
      return empty(401);
    };
    const { client, sent, bearers } = given([late, tokens(1), { json: mara }]);
    const call = client.getCurrentUser();
    await new Promise(setImmediate);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    open();
    await call;
    expect(sent()).toEqual([me, "POST /auth/login", me]);
    expect(bearers().at(-1)).toBe("Bearer access-1");
  });

  it("a login later works on the same client [RA-182]", async () => {
    const { client, service } = await givenSignedIn();
    service.refresh = () => empty(401);
    service.good.clear();
    const error = await rejection(client.getCurrentUser());
    expect(error.statusCode).toBe(401);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    await expect(client.getCurrentUser()).resolves.toMatchObject({ email: mara.email });
  });
});

describe("a renewal that fails", () => {
  it.each([400, 401, 403])("with %s ends the login, early or late [RA-125]", async (status) => {
    for (const early of [true, false]) {
      const { client, clock, service, sent } = await givenSignedIn({}, 1_000);
      service.refresh = () => empty(status);
      if (early) clock.advance(700_000);
      else service.good.clear();
      const error = await rejection(client.getCurrentUser());
      expect(error).toMatchObject({ message: loginAgain, statusCode: 401 });
      expect(error.cause).toMatchObject({ statusCode: status, operation: { id: "refreshToken" } });
      expect(client.isAuthenticated()).toBe(false);
      expect(sent()).toEqual(early ? [refresh] : [me, refresh]);
    }
  });

  it.each([
    ["500", () => empty(500), { statusCode: 500 }],
    ["429", () => empty(429), { statusCode: 429 }],
    ["no connection", () => ({ networkError: "ECONNRESET" }), { statusCode: undefined }],
  ])("with %s keeps the login and says why [RA-125]", async (_what, answer, expected) => {
    for (const early of [true, false]) {
      const { client, clock, service, sent } = await givenSignedIn({}, 1_000);
      service.refresh = answer;
      if (early) clock.advance(700_000);
      else service.good.clear();
      const error = await rejection(client.getCurrentUser());
      expect(error).toMatchObject({ ...expected, operation: { id: "refreshToken" } });
      expect(client.getAccessToken()).toBe("access-1");
      // It has its own retries, and the call around it is not repeated for it.
      const renewals = [refresh, refresh, refresh, refresh];
      expect(sent()).toEqual(early ? renewals : [me, ...renewals]);
      service.refresh = undefined;
      await expect(client.getCurrentUser()).resolves.toMatchObject({ id: mara.user_id });
    }
  });

  it("with an answer that holds no tokens keeps the login", async () => {
    const { client, service } = await givenSignedIn();
    service.refresh = () => ({ json: { user: mara } });
    service.good.clear();
    const error = await rejection(client.getCurrentUser());
    expect(error).toMatchObject({ kind: "parse", statusCode: 200 });
    expect(client.getAccessToken()).toBe("access-1");
  });

  it("fails all who wait alike, and ends the login once [RA-007]", async () => {
    const onSignedOut = vi.fn();
    const { client, service, sent } = await givenSignedIn({ onSignedOut });
    service.refresh = () => empty(401);
    service.good.clear();
    const errors = await Promise.all(
      Array.from({ length: 10 }, () => rejection(client.getCurrentUser())),
    );
    expect(new Set(errors.map(({ message }) => message))).toEqual(new Set([loginAgain]));
    expect(sent().filter((line) => line === refresh)).toHaveLength(1);
    expect(onSignedOut.mock.calls).toEqual([["refused"]]);
  });
});

describe("at once", () => {
  it("a thousand calls whose tokens are due renew them once [RA-007, RA-140]", async () => {
    const { client, clock, sent, bearers } = await givenSignedIn({}, 1_000);
    clock.advance(700_000);
    const users = await Promise.all(Array.from({ length: 1_000 }, () => client.getCurrentUser()));
    expect(users).toHaveLength(1_000);
    expect(sent().filter((line) => line === refresh)).toHaveLength(1);
    expect(new Set(bearers().slice(1))).toEqual(new Set(["Bearer access-2"]));
  });

  it("a thousand calls that get a 401 renew once, and are replayed once each [RA-007]", async () => {
    const { client, service, sent } = await givenSignedIn();
    service.good.clear();
    await Promise.all(Array.from({ length: 1_000 }, () => client.getCurrentUser()));
    expect(sent().filter((line) => line === refresh)).toHaveLength(1);
    expect(sent().filter((line) => line === me)).toHaveLength(2_000);
  });

  it("a call whose token was renewed by others meanwhile is only replayed [RA-007]", async () => {
    const { opened, open } = gate();
    const fetch = fakeFetch([
      tokens(1),
      async () => {
        await opened;
        return empty(401);
      },
      empty(401),
      tokens(2),
      { json: mara },
      { json: mara },
    ]);
    const client = new AuthClient({ baseUrl, fetch });
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    const slow = client.getCurrentUser();
    await client.getCurrentUser();
    open();
    await slow;
    expect(fetch.lines.filter((line) => line.endsWith("/refresh"))).toHaveLength(1);
    fetch.assertDone();
  });

  it.each([
    ["logout()", (client: AuthClient) => client.logout()],
    ["clearTokens()", async (client: AuthClient) => client.clearTokens()],
  ])("%s wins over a renewal that is on its way [RA-007, RA-068, RA-096]", async (_name, leave) => {
    const { client, service } = await givenSignedIn();
    const { opened, open } = gate();
    service.refresh = () => opened;
    service.good.clear();
    const call = rejection(client.getCurrentUser());
    await new Promise(setImmediate);
    await leave(client);
    expect(client.isAuthenticated()).toBe(false);
    open();
    expect(await call).toMatchObject({ message: loginAgain, statusCode: 401 });
    await new Promise(setImmediate);
    expect(client.isAuthenticated()).toBe(false);
  });

  it("logout() waits for no renewal, and starts no second one [RA-007, RA-066]", async () => {
    const { client, clock, service, sent, bearers } = await givenSignedIn({}, 1_000);
    clock.advance(700_000);
    const { opened, open } = gate();
    service.refresh = () => opened;
    const call = rejection(client.getCurrentUser());
    await new Promise(setImmediate);
    await client.logout();
    expect(sent()).toEqual([refresh, "POST /auth/logout"]);
    expect(bearers()).toEqual([undefined, "Bearer access-1"]);
    open();
    expect(await call).toMatchObject({ message: loginAgain });
    expect(client.isAuthenticated()).toBe(false);
  });

  it("a login wins over a renewal that is on its way, and serves the calls that waited [RA-007]", async () => {
    const { client, service, bearers } = await givenSignedIn();
    const { opened, open } = gate();
    service.refresh = () => opened;
    service.good.clear();
    const call = client.getCurrentUser();
    await new Promise(setImmediate);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    await call;
    open();
    await new Promise(setImmediate);
    expect(client.getAccessToken()).toBe("access-2");
    expect(bearers().at(-1)).toBe("Bearer access-2");
  });

  it("a refusal of former tokens does not end a login that came meanwhile [RA-007]", async () => {
    const { opened, open } = gate();
    const late = async () => {
      await opened;
      return empty(401);
    };
    const { client, sent } = given([tokens(1), empty(401), tokens(2), late, tokens(3)]);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    const call = rejection(client.getCurrentUser());
    await new Promise(setImmediate);
    await client.login("mara.quill@example.org", "Str0ng&Silent!");
    open();
    expect(await call).toMatchObject({ message: loginAgain });
    expect(sent()).toEqual(["POST /auth/login", me, refresh, me, "POST /auth/login"]);
    expect(client.getAccessToken()).toBe("access-3");
  });

  it("ten calls on one client work side by side [RA-140]", async () => {
    const { client, sent } = await givenSignedIn();
    const users = await Promise.all(Array.from({ length: 10 }, () => client.getCurrentUser()));
    expect(users.map(({ fullName }) => fullName)).toEqual(Array(10).fill("Mara Quill"));
    expect(sent()).toEqual(Array(10).fill(me));
  });
});

it("a failed connection has the platform's error as its cause", async () => {
  const { client } = given({ "GET /api/auth/me": { networkError: "ECONNREFUSED" } });
  expect(await rejection(client.getCurrentUser())).toBeInstanceOf(ConnectionError);
});
