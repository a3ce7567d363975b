/** Tokens that people look at, set, clear, scope and store. */
import { describe, expect, it, vi } from "vitest";
import { memoryStore, type TokenStore } from "../../src/auth/index.js";
import { silentLogger } from "../../src/runtime/index.js";
import { AuthClient } from "../../src/rust-auth/index.js";
import { fakeFetch } from "../../src/testing/index.js";
import { empty, ivo, mara, tokens } from "./support/answers.js";
import {
  baseUrl,
  given,
  givenService,
  givenSignedIn,
  loginAgain,
  rejection,
} from "./support/given.js";

const login = (client: AuthClient) => client.login("mara.quill@example.org", "Str0ng&Silent!");

describe("looking", () => {
  it("tells whether a token is held and which, without a request, good or not [RA-090, RA-091]", async () => {
    const { client, clock, service, fetch } = await givenSignedIn();
    service.good.clear();
    clock.advance(30 * 86_400_000);
    expect(client.isAuthenticated()).toBe(true);
    expect(client.getAccessToken()).toBe("access-1");
    expect(fetch.count).toBe(1);
    const fresh = givenService();
    expect(fresh.client.isAuthenticated()).toBe(false);
    expect(fresh.client.getAccessToken()).toBeUndefined();
    expect(fresh.fetch.count).toBe(0);
  });

  it("gives a token for requests of one's own [RA-092, RA-131]", async () => {
    const { client } = await givenSignedIn();
    const headers = new Headers({ authorization: `Bearer ${client.getAccessToken()}` });
    expect(headers.get("authorization")).toBe("Bearer access-1");
  });

  it("getValidAccessToken renews first when it must [RA-092]", async () => {
    const { client, clock, sent, service } = await givenSignedIn({}, 1_000);
    expect(await client.getValidAccessToken()).toBe("access-1");
    clock.advance(700_000);
    const both = [client.getValidAccessToken(), client.getValidAccessToken()];
    expect(await Promise.all(both)).toEqual(["access-2", "access-2"]);
    expect(sent()).toEqual(["POST /auth/refresh"]);
    clock.advance(700_000);
    service.refresh = () => empty(401);
    const error = await rejection(client.getValidAccessToken());
    expect(error).toMatchObject({ message: loginAgain, statusCode: 401 });
    expect(await client.getValidAccessToken()).toBeUndefined();
  });
});

describe("clearing", () => {
  it("forgets everything without a request, and a login later works [RA-096, RA-216]", async () => {
    const { client, sent } = await givenSignedIn();
    await client.getCurrentUser();
    client.clearTokens();
    expect(client.isAuthenticated()).toBe(false);
    expect(client.getAccessToken()).toBeUndefined();
    expect(sent()).toEqual(["GET /auth/me"]);
    expect((await rejection(client.refresh())).message).toBe("No refresh token available");
    await login(client);
    await client.getCurrentUser();
    expect(sent().filter((line) => line.endsWith("/logout"))).toEqual([]);
  });
});

describe("setting", () => {
  it("signs in with a token from elsewhere [RA-097]", async () => {
    const { client, bearers } = given([{ json: mara }]);
    client.setTokens({ accessToken: "from-elsewhere" });
    expect(client.isAuthenticated()).toBe(true);
    await client.getCurrentUser();
    expect(bearers()).toEqual(["Bearer from-elsewhere"]);
  });

  it("takes lifetime and refresh token of nobody else along [RA-097]", async () => {
    const { client, clock, bearers, sent } = await givenSignedIn({}, 1_000);
    client.setTokens({ accessToken: "other" });
    clock.advance(5_000_000);
    const error = await rejection(client.getCurrentUser());
    expect(error.message).toBe(loginAgain);
    expect(sent()).toEqual(["GET /auth/me"]);
    expect(bearers()).toEqual(["Bearer other"]);
  });

  it("takes all of an answer to a login [RA-097]", async () => {
    const { client: first, service, clock, sent, fetch } = await givenSignedIn({}, 1_000);
    const answer = await login(first);
    const second = new AuthClient({ baseUrl, fetch, clock });
    second.setTokens(answer);
    service.expiresIn = 1_000;
    clock.advance(700_000);
    await second.getCurrentUser();
    expect(sent().slice(1)).toEqual(["POST /auth/refresh", "GET /auth/me"]);
  });

  it.each(["", " ", "a b", "a\r\nb", "ключ"])(
    "refuses a token that cannot be sent: %j [RA-097]",
    (bad) => {
      const { client } = given([]);
      expect(() => client.setTokens({ accessToken: bad })).toThrow(/cannot be sent/);
      expect(() => client.setTokens({ accessToken: "a", refreshToken: bad })).toThrow(
        /cannot be sent/,
      );
      expect(() => client.withToken(bad)).toThrow(/cannot be sent/);
      expect(client.isAuthenticated()).toBe(false);
    },
  );
});

describe("a client for one token", () => {
  it("sends its own token, however calls mix, and leaves the first client alone [RA-098, RA-135]", async () => {
    const { client, bearers, fetch } = given({ "GET /api/auth/me": { json: mara } });
    const [a, b] = [client.withToken("token-a"), client.withToken("token-b")];
    await Promise.all([a, b, a, client, b].map((each) => each.getCurrentUser()));
    expect(bearers().sort()).toEqual(
      ["Bearer token-a", "Bearer token-a", "Bearer token-b", "Bearer token-b", undefined].sort(),
    );
    expect(fetch.count).toBe(5);
    expect(client.isAuthenticated()).toBe(false);
  });

  it("that is refused touches nobody else's login, store or hooks [RA-098]", async () => {
    const onSignedOut = vi.fn();
    const onTokensChanged = vi.fn();
    const tokenStore = memoryStore();
    const { client, sent } = await givenSignedIn({ onSignedOut, onTokensChanged, tokenStore });
    onTokensChanged.mockClear();
    const scoped = client.withToken("stolen");
    expect(await rejection(scoped.getCurrentUser())).toMatchObject({ statusCode: 401 });
    expect(scoped.isAuthenticated()).toBe(false);
    expect(client.getAccessToken()).toBe("access-1");
    expect(await tokenStore.get(`rust-auth:${baseUrl}`)).toContain("access-1");
    expect([onSignedOut.mock.calls, onTokensChanged.mock.calls]).toEqual([[], []]);
    expect(sent()).toEqual(["GET /auth/me"]);
  });

  it("has the settings of the first [RA-098]", async () => {
    const { client, fetch } = given([empty(500), empty(500)], {
      maxRetries: 1,
      headers: { "x-tenant": "7" },
    });
    await rejection(client.withToken("token-a").getCurrentUser());
    expect(fetch.requests.map(({ headers }) => headers["x-tenant"])).toEqual(["7", "7"]);
  });

  it("answers who its token stands for [RA-098]", async () => {
    const { client } = given({
      "GET /api/auth/me": ({ headers }) => ({
        json: headers.authorization === "Bearer token-b" ? ivo : mara,
      }),
    });
    const users = await Promise.all(
      ["token-a", "token-b"].map((token) => client.withToken(token).getCurrentUser()),
    );
    expect(users.map(({ email }) => email)).toEqual([mara.email, ivo.email]);
  });
});

describe("renewing by hand", () => {
  it("answers tokens and user, and holds them [RA-201]", async () => {
    const { client, sent, bearers } = await givenSignedIn();
    const answer = await client.refresh();
    expect(answer).toMatchObject({
      accessToken: "access-2",
      refreshToken: "refresh-2",
      user: { email: mara.email },
    });
    expect(sent()).toEqual(["POST /auth/refresh"]);
    expect(bearers()).toEqual([undefined]);
    expect(client.getAccessToken()).toBe("access-2");
  });

  it("joins a renewal that runs [RA-201, RA-007]", async () => {
    const { client, service, sent } = await givenSignedIn();
    service.good.clear();
    await Promise.all([client.refresh(), client.refresh(), client.getCurrentUser()]);
    expect(sent().filter((line) => line.endsWith("/refresh"))).toHaveLength(1);
  });

  it("without a refresh token sends nothing [RA-201]", async () => {
    const { client, fetch } = given([]);
    client.setTokens({ accessToken: "a" });
    const error = await rejection(client.refresh());
    expect(error).toMatchObject({ message: "No refresh token available", details: {} });
    expect(error.statusCode).toBeUndefined();
    expect(fetch.count).toBe(0);
    expect(client.getAccessToken()).toBe("a");
  });

  it("that is refused ends the login [RA-201, RA-125]", async () => {
    const { client, service } = await givenSignedIn();
    service.refresh = () => empty(401);
    const error = await rejection(client.refresh());
    expect(error).toMatchObject({ message: loginAgain, statusCode: 401 });
    expect(client.isAuthenticated()).toBe(false);
  });

  it("that finds no server keeps the login [RA-201]", async () => {
    const { client, service } = await givenSignedIn({ maxRetries: 0 });
    service.refresh = () => ({ networkError: "ECONNREFUSED" });
    expect(await rejection(client.refresh())).toMatchObject({ code: "ECONNREFUSED" });
    expect(client.isAuthenticated()).toBe(true);
  });

  it("keeps the refresh token that it used where the answer has none [RA-201]", async () => {
    const { client, service } = await givenSignedIn();
    service.refresh = () => tokens(2, { refresh_token: undefined });
    expect(await client.refresh()).toMatchObject({ refreshToken: "refresh-1" });
  });
});

describe("a token store", () => {
  it("makes clients share a login, across restarts [RA-212]", async () => {
    const tokenStore = memoryStore();
    const { client, fetch, clock, service } = await givenSignedIn({ tokenStore }, 1_000);
    const later = new AuthClient({ baseUrl, fetch, clock, tokenStore });
    expect(later.isAuthenticated()).toBe(false);
    expect(await later.restoreTokens()).toBe(true);
    expect(later.getAccessToken()).toBe("access-1");
    clock.advance(700_000);
    await later.getCurrentUser();
    await client.getCurrentUser();
    expect(fetch.lines.filter((line) => line.endsWith("/refresh"))).toHaveLength(1);
    expect(client.getAccessToken()).toBe("access-2");
    expect(service.good).toContain("access-2");
  });

  it("is looked into by the first call that needs a token [RA-212]", async () => {
    const tokenStore = memoryStore();
    const { fetch, clock } = await givenSignedIn({ tokenStore });
    const later = new AuthClient({ baseUrl, fetch, clock, tokenStore });
    await later.getCurrentUser();
    expect(fetch.last.headers.authorization).toBe("Bearer access-1");
  });

  it("answers a renewal by hand that another process was quicker with [RA-212, RA-201]", async () => {
    const tokenStore = memoryStore();
    const { client, fetch, clock } = await givenSignedIn({ tokenStore }, 1_000);
    const other = new AuthClient({ baseUrl, fetch, clock, tokenStore });
    await other.refresh();
    const answer = await client.refresh();
    expect(answer).toMatchObject({
      accessToken: "access-2",
      refreshToken: "refresh-2",
      tokenType: "Bearer",
      expiresIn: 1_000,
      user: { email: mara.email },
    });
    expect(fetch.lines.filter((line) => line.endsWith("/refresh"))).toHaveLength(1);
  });

  it.each([
    ["logout()", (client: AuthClient) => client.logout()],
    ["clearTokens()", async (client: AuthClient) => client.clearTokens()],
  ])("is emptied by %s [RA-212, RA-066, RA-096]", async (_name, leave) => {
    const tokenStore = memoryStore();
    const { client } = await givenSignedIn({ tokenStore });
    await leave(client);
    await new Promise(setImmediate);
    expect(await tokenStore.get(`rust-auth:${baseUrl}`)).toBeUndefined();
  });

  it("is emptied when the service refuses the login [RA-212, RA-125]", async () => {
    const tokenStore = memoryStore();
    const { client, service } = await givenSignedIn({ tokenStore });
    service.good.clear();
    service.refresh = () => empty(401);
    await rejection(client.getCurrentUser());
    expect(await tokenStore.get(`rust-auth:${baseUrl}`)).toBeUndefined();
  });

  it("has a key of its own for each service, or the one that is chosen [RA-212]", async () => {
    const tokenStore = memoryStore();
    await givenSignedIn({ tokenStore, storeKey: "mara" });
    expect(await tokenStore.get("mara")).toContain("refresh-1");
    expect(await tokenStore.get(`rust-auth:${baseUrl}`)).toBeUndefined();
  });

  it("that fails is reported, and fails nothing [RA-212, RA-067]", async () => {
    const broken = async () => {
      throw new Error("disk full of access-1");
    };
    const tokenStore: TokenStore = { get: broken, set: broken, delete: broken };
    const warn = vi.fn();
    const { client } = await givenSignedIn({ tokenStore, logger: { ...silentLogger, warn } });
    await expect(client.getCurrentUser()).resolves.toMatchObject({ email: mara.email });
    await client.logout();
    expect(await client.restoreTokens()).toBe(false);
    expect(warn).toHaveBeenCalled();
    expect(JSON.stringify(warn.mock.calls)).not.toContain("access-1");
    const other = given([empty(401)], { tokenStore, logger: silentLogger });
    expect(await rejection(other.client.getCurrentUser())).toMatchObject({ statusCode: 401 });
  });
});

describe("hooks", () => {
  it("are told of every change [RA-213]", async () => {
    const seen: unknown[] = [];
    const { client, clock } = await givenSignedIn(
      {
        onTokensChanged: (held) => seen.push(held?.accessToken),
        onSignedOut: (reason) => seen.push(reason),
      },
      1_000,
    );
    clock.advance(700_000);
    await client.getCurrentUser();
    client.setTokens({ accessToken: "other" });
    client.clearTokens();
    client.clearTokens();
    await login(client);
    await client.logout();
    await client.logout();
    expect(seen).toEqual([
      "access-1",
      "access-2",
      "other",
      undefined,
      "cleared",
      "access-3",
      undefined,
      "logout",
    ]);
  });

  it("are told of a login that the service ends [RA-213]", async () => {
    const onSignedOut = vi.fn();
    const { client, service } = await givenSignedIn({ onSignedOut });
    service.refresh = () => tokens(9);
    service.good.clear();
    await rejection(client.getCurrentUser());
    expect(onSignedOut.mock.calls).toEqual([["refused"]]);
  });

  it("that throw break nothing [RA-213]", async () => {
    const error = vi.fn();
    const fail = () => {
      throw new Error("hook");
    };
    const { client } = await givenSignedIn({
      onTokensChanged: fail,
      onSignedOut: fail,
      logger: { ...silentLogger, error },
    });
    client.clearTokens();
    expect(client.isAuthenticated()).toBe(false);
    expect(error).toHaveBeenCalledTimes(3);
  });
});

it("two clients of one process know nothing of each other [RA-007]", async () => {
  const fetch = fakeFetch({ "POST /api/auth/login": tokens(), "GET /api/auth/me": { json: mara } });
  const [one, two] = [new AuthClient({ baseUrl, fetch }), new AuthClient({ baseUrl, fetch })];
  await login(one);
  expect(two.isAuthenticated()).toBe(false);
});
