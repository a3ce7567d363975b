/** Logins with name and password. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { memoryStore, type TokenStore } from "../../src/auth/index.js";
import {
  AuthenticationError,
  JwtAuthClient,
  type JwtClientOptions,
  type TokenPair,
  TracktionApiError,
  TracktionConnectionError,
} from "../../src/tracktion/index.js";
import { given, jwt, now, rejection } from "./support/given.js";

const seconds = now / 1_000;
const good = jwt({ sub: "user_77", exp: seconds + 3_600 });
const better = jwt({ sub: "user_77", exp: seconds + 7_200 });
const ended = jwt({ sub: "user_77", exp: seconds });
const user = { id: "user_77", email: "dana@example.org", tier: "premium" };
const login = {
  json: { access_token: good, refresh_token: "refresh-1", token_type: "bearer", user },
};
const renewal = { json: { access_token: better, refresh_token: "refresh-2" } };
const profile = { json: user };
const tokenPath = "POST /api/v1/auth/token";
const refreshPath = "POST /api/v1/auth/refresh";
const profilePath = "GET /api/v1/user/profile";

const givenClient = (script: Parameters<typeof given>[0], options: JwtClientOptions = {}) => {
  const world = given(script);
  return { ...world, client: new JwtAuthClient({ ...world, ...options }) };
};

const givenLogin = async (
  script: Parameters<typeof given>[0],
  tokens: TokenPair = { accessToken: good, refreshToken: "refresh-1" },
  options: JwtClientOptions = {},
) => {
  const world = givenClient(script, options);
  await world.client.setTokens(tokens);
  return world;
};

const authorizations = ({ requests }: ReturnType<typeof given>["fetch"]) =>
  requests.map(({ headers }) => headers.authorization);

describe("a login", () => {
  it("starts without tokens, at the address it is told [TK-24, TK-25]", () => {
    const { client } = givenClient([], { baseUrl: "http://localhost:8000/" });
    expect([client.accessToken, client.refreshToken]).toEqual([undefined, undefined]);
    expect(client.baseUrl).toBe("http://localhost:8000");
  });

  it("sends name and password as JSON, and holds both tokens [TK-26, TK-27]", async () => {
    const { fetch, client } = givenClient([login]);
    await expect(client.login("dana@example.org", "correct horse")).resolves.toBe(true);
    expect(fetch.lines).toEqual([tokenPath]);
    expect(fetch.last.json).toEqual({ username: "dana@example.org", password: "correct horse" });
    expect(fetch.last.headers.authorization).toBeUndefined();
    expect([client.accessToken, client.refreshToken]).toEqual([good, "refresh-1"]);
  });

  it("does without a refresh token [TK-27]", async () => {
    const { client } = givenClient([{ json: { access_token: good } }]);
    await expect(client.login("a", "b")).resolves.toBe(true);
    expect(client.refreshToken).toBeUndefined();
  });

  it.each([400, 401, 403, 429, 500])("is false for the status %i [TK-28]", async (status) => {
    const { fetch, client } = givenClient([{ status }]);
    await expect(client.login("a", "wrong")).resolves.toBe(false);
    expect(client.accessToken).toBeUndefined();
    expect(fetch.count).toBe(1);
  });

  it("is thrown when the connection fails [TK-28]", async () => {
    const { client } = givenClient([{ networkError: "ECONNREFUSED" }]);
    expect(await rejection(client.login("a", "b"))).toBeInstanceOf(TracktionConnectionError);
  });

  it("is thrown when the answer is no login", async () => {
    const { client } = givenClient([{ json: { token: "x" } }]);
    expect(await rejection(client.login("a", "b"))).toMatchObject({ kind: "parse" });
  });

  it("is what later calls are authenticated by [TK-29]", async () => {
    const { fetch, client } = givenClient({ [tokenPath]: login, "* /*": profile });
    await client.login("a", "b");
    await client.getUserProfile();
    await client.post("/x", {});
    expect(authorizations(fetch)).toEqual([undefined, `Bearer ${good}`, `Bearer ${good}`]);
    expect(fetch.last.headers["content-type"]).toBe("application/json");
  });

  it("can be had with what the server says about it [TK-30, TK-130]", async () => {
    const { client } = givenClient([login, { status: 401, json: { message: "hunter2hunter2" } }]);
    const answer = await client.loginDetailed("a", "b");
    expect(answer.user).toEqual(user);
    expect(client.lastLogin?.access_token).toBe(good);
    const error = await rejection(client.loginDetailed("a", "hunter2hunter2"));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(inspect(error) + JSON.stringify(error)).not.toContain("hunter2hunter2");
  });

  it("is restored with tokens from elsewhere, and forgotten [TK-25, TK-131]", async () => {
    const { fetch, client } = givenClient([login, profile]);
    await client.login("a", "b");
    await client.setTokens({ accessToken: better });
    expect([client.accessToken, client.refreshToken]).toEqual([better, undefined]);
    await client.getUserProfile();
    expect(fetch.last.headers.authorization).toBe(`Bearer ${better}`);
    await client.clearTokens();
    expect([client.accessToken, client.lastLogin]).toEqual([undefined, undefined]);
    expect(await rejection(client.getUserProfile())).toBeInstanceOf(AuthenticationError);
    expect(fetch.count).toBe(2);
  });

  it("prints no tokens", async () => {
    const { client } = givenClient([login]);
    const answer = await client.loginDetailed("a", "b");
    const values = [client, answer, client.lastLogin, { ...answer }];
    const printed = values.map((value) => inspect(value, { depth: 9 }) + JSON.stringify(value));
    expect(printed.join("")).not.toMatch(new RegExp(`${good}|refresh-1`));
    expect(printed.join("")).toContain("dana@example.org");
  });

  it("tells of every change of its tokens [TK-25]", async () => {
    const changes: (TokenPair | undefined)[] = [];
    const onTokensChanged = (tokens: TokenPair | undefined): void => void changes.push(tokens);
    const script = { [tokenPath]: login, [refreshPath]: renewal, "* /*": profile };
    const { client, clock } = givenClient(script, { onTokensChanged });
    await client.login("a", "b");
    await clock.advance(3_600_000);
    await client.getUserProfile();
    await client.setTokens({ accessToken: good });
    await client.clearTokens();
    expect(changes).toEqual([
      { accessToken: good, refreshToken: "refresh-1" },
      { accessToken: better, refreshToken: "refresh-2" },
      { accessToken: good },
      undefined,
    ]);
  });

  it("is not harmed by a listener that fails", async () => {
    const onTokensChanged = (): void => {
      throw new Error("listener");
    };
    const { client } = givenClient([login], { onTokensChanged });
    await expect(client.login("a", "b")).resolves.toBe(true);
    expect(client.accessToken).toBe(good);
  });

  it("is kept where it is told to, for other clients [TK-133]", async () => {
    const tokenStore: TokenStore = memoryStore();
    const first = givenClient([login], { tokenStore, storeKey: "dana" });
    await first.client.login("a", "b");
    const second = givenClient([profile], { tokenStore, storeKey: "dana" });
    await expect(second.client.restoreTokens()).resolves.toBe(true);
    expect(second.client.accessToken).toBe(good);
    const third = givenClient([profile], { tokenStore, storeKey: "dana" });
    await third.client.getUserProfile();
    expect(authorizations(third.fetch)).toEqual([`Bearer ${good}`]);
    const other = givenClient([], { tokenStore, storeKey: "somebody" });
    await expect(other.client.restoreTokens()).resolves.toBe(false);
  });
});

describe("a refresh", () => {
  it("asks with the refresh token, and without the old access token [TK-31, TK-33, TK-125]", async () => {
    const { fetch, client } = await givenLogin([renewal, profile]);
    await expect(client.refreshAccessToken()).resolves.toBe(true);
    expect(fetch.lines).toEqual([refreshPath]);
    expect(fetch.last.json).toEqual({ refresh_token: "refresh-1" });
    expect(fetch.last.headers.authorization).toBeUndefined();
    await client.getUserProfile();
    expect(fetch.last.headers.authorization).toBe(`Bearer ${better}`);
  });

  it("takes a new refresh token over, and keeps the old one where there is none [TK-33]", async () => {
    const plain = { json: { access_token: better } };
    const { fetch, client } = await givenLogin([renewal, plain, { json: {} }]);
    await client.refreshAccessToken();
    expect(client.refreshToken).toBe("refresh-2");
    await client.refreshAccessToken();
    expect(fetch.last.json).toEqual({ refresh_token: "refresh-2" });
    expect(client.refreshToken).toBe("refresh-2");
  });

  it("is false, and asks nobody, without a refresh token [TK-32]", async () => {
    const { fetch, client } = await givenLogin([], { accessToken: good });
    await expect(client.refreshAccessToken()).resolves.toBe(false);
    await expect(givenClient([]).client.refreshAccessToken()).resolves.toBe(false);
    expect(fetch.count).toBe(0);
  });

  it.each([400, 401, 429, 503])("is false for %i, and the tokens stay [TK-34]", async (status) => {
    const { client } = await givenLogin([{ status }]);
    await expect(client.refreshAccessToken()).resolves.toBe(false);
    expect([client.accessToken, client.refreshToken]).toEqual([good, "refresh-1"]);
  });

  it("is thrown when the connection fails", async () => {
    const { client } = await givenLogin([{ networkError: "ECONNRESET" }]);
    expect(await rejection(client.refreshAccessToken())).toBeInstanceOf(TracktionConnectionError);
    expect(client.accessToken).toBe(good);
  });

  it("is one for all who ask at once: a refresh token works once only [TK-127]", async () => {
    const { fetch, client, clock } = await givenLogin({
      [refreshPath]: [{ ...renewal, delayMs: 10 }],
      [profilePath]: profile,
    });
    await client.setTokens({ accessToken: ended, refreshToken: "refresh-1" });
    const all = Promise.all([
      client.refreshAccessToken(),
      client.getUserProfile(),
      client.refreshAccessToken(),
      client.getUserProfile(),
    ]);
    await clock.advance(10);
    await expect(all).resolves.toMatchObject([true, user, true, user]);
    expect(fetch.lines.filter((line) => line === refreshPath)).toHaveLength(1);
    expect(client.refreshToken).toBe("refresh-2");
  });

  it("does not undo a logout that came before it", async () => {
    const { client, clock } = await givenLogin([{ ...renewal, delayMs: 10 }]);
    const refreshed = client.refreshAccessToken();
    await clock.settle();
    await client.clearTokens();
    await clock.advance(10);
    await expect(refreshed).resolves.toBe(false);
    expect(client.accessToken).toBeUndefined();
  });
});

describe("a token", () => {
  it.each([
    ["none", undefined, true],
    ["one with time left", jwt({ exp: seconds + 1 }), false],
    ["one that ends now", jwt({ exp: seconds }), true],
    ["one that has ended", jwt({ exp: seconds - 1 }), true],
    ["one without an end", jwt({ sub: "x" }), false],
    ["one whose end is 0", jwt({ exp: 0 }), false],
    ["one in two parts", "a.b", true],
    ["one that is no JSON", "aaa.bbb.ccc", true],
    ["one that is no token", "nothing", true],
  ])(
    "is expired or not: %s [TK-35, TK-36, TK-37, TK-38, TK-39]",
    async (_name, accessToken, expired) => {
      const { client } = givenClient([]);
      if (accessToken !== undefined) await client.setTokens({ accessToken });
      expect(client.isTokenExpired()).toBe(expired);
    },
  );

  it("is read whatever its padding and letters [TK-36]", async () => {
    const { client } = givenClient([]);
    for (const name of ["a", "ab", "abc", "Zo\u00eb \u2615", "?>?>"]) {
      await client.setTokens({ accessToken: jwt({ name, exp: seconds + 1 }) });
      expect(client.isTokenExpired()).toBe(false);
    }
  });

  it.each(["Pacific/Kiritimati", "America/Adak"])(
    "ends at the same moment in %s [TK-40]",
    async (zone) => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        const { client, clock } = givenClient([]);
        await client.setTokens({ accessToken: jwt({ exp: seconds + 60 }) });
        await clock.advance(59_999);
        expect(client.isTokenExpired()).toBe(false);
        await clock.advance(1);
        expect(client.isTokenExpired()).toBe(true);
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );

  it("may count as expired ahead of its end", async () => {
    const { client } = givenClient([], { clockSkewMs: 5_000 });
    await client.setTokens({ accessToken: jwt({ exp: seconds + 5 }) });
    expect(client.isTokenExpired()).toBe(true);
    await client.setTokens({ accessToken: jwt({ exp: seconds + 6 }) });
    expect(client.isTokenExpired()).toBe(false);
  });
});

describe("an authenticated request", () => {
  it("answers the response itself, or its JSON [TK-41, TK-45]", async () => {
    const { fetch, client } = await givenLogin({ "* /*": profile });
    const response = await client.makeAuthenticatedRequest("GET", "/api/v1/user/profile");
    expect(response.bodyUsed).toBe(false);
    await expect(response.json()).resolves.toEqual(user);
    const input = { body: { a: 1 }, query: { b: 2 } };
    await expect(client.requestJson<typeof user>("post", "/x", input)).resolves.toEqual(user);
    expect(fetch.lines).toEqual([profilePath, "POST /x?b=2"]);
    expect(fetch.last.json).toEqual({ a: 1 });
  });

  it("gets the profile by its own name [TK-46]", async () => {
    const { client } = await givenLogin([profile]);
    const { email } = await client.getUserProfile();
    expect(email).toBe("dana@example.org");
  });

  it("refreshes a token that has ended before it sends anything with it [TK-41]", async () => {
    const { fetch, client } = await givenLogin([renewal, profile], {
      accessToken: ended,
      refreshToken: "refresh-1",
    });
    await client.makeAuthenticatedRequest("GET", "/api/v1/user/profile");
    expect(fetch.lines).toEqual([refreshPath, profilePath]);
    expect(authorizations(fetch)).toEqual([undefined, `Bearer ${better}`]);
  });

  it.each([
    ["nobody has logged in", undefined, []],
    ["there is no refresh token", { accessToken: ended }, []],
    ["the refresh is refused", { accessToken: ended, refreshToken: "r" }, [{ status: 401 }]],
    ["the refresh fails", { accessToken: ended, refreshToken: "r" }, [{ status: 500 }]],
  ] as const)("sends nothing when %s [TK-42]", async (_name, tokens, script) => {
    const { fetch, client } = givenClient([...script]);
    if (tokens !== undefined) await client.setTokens(tokens);
    const error = await rejection(client.makeAuthenticatedRequest("GET", "/api/v1/user/profile"));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ message: "Unable to refresh access token" });
    expect(fetch.lines).toEqual(script.map(() => refreshPath));
  });

  it("says that the connection failed when that is why it cannot refresh", async () => {
    const tokens = { accessToken: ended, refreshToken: "refresh-1" };
    const { client } = await givenLogin([{ networkError: "ECONNREFUSED" }], tokens);
    expect(await rejection(client.getUserProfile())).toBeInstanceOf(TracktionConnectionError);
  });

  it("refreshes once after a 401, and sends the same again once [TK-43]", async () => {
    const refused = { status: 401, json: { error: "invalid_signature" } };
    const { fetch, client } = await givenLogin([refused, renewal, { json: { a: 1 } }]);
    const body = { name: "Caf\u00e9" };
    await expect(client.requestJson("POST", "/x", { body })).resolves.toEqual({ a: 1 });
    expect(fetch.lines).toEqual(["POST /x", refreshPath, "POST /x"]);
    expect(fetch.requests[2]?.text).toBe(fetch.requests[0]?.text);
    expect(authorizations(fetch)).toEqual([`Bearer ${good}`, undefined, `Bearer ${better}`]);
  });

  it("reports the second 401, and does not try a third time [TK-43]", async () => {
    const first = { status: 401, json: { error: "token_expired" } };
    const second = { status: 401, json: { error: "invalid_api_key" } };
    const { fetch, client } = await givenLogin([first, renewal, second]);
    const error = await rejection(client.makeAuthenticatedRequest("GET", "/x"));
    expect(error).toMatchObject({ errorCode: "invalid_api_key" });
    expect(fetch.count).toBe(3);
  });

  it.each([
    ["the refresh is refused", "refresh-1", 2],
    ["there is no refresh token", undefined, 1],
  ])("reports the 401 when %s [TK-43]", async (_name, refreshToken, count) => {
    const first = { status: 401, json: { error: "token_expired" } };
    const tokens = { accessToken: good, refreshToken };
    const { fetch, client } = await givenLogin([first, { status: 401 }], tokens);
    const error = await rejection(client.makeAuthenticatedRequest("GET", "/x"));
    expect(error).toMatchObject({ errorCode: "token_expired", message: "JWT token expired" });
    expect(fetch.count).toBe(count);
    expect(client.accessToken).toBe(good);
  });

  it("reports other statuses at once [TK-44]", async () => {
    const { fetch, client } = await givenLogin([{ status: 503, text: "down" }]);
    const error = await rejection(client.makeAuthenticatedRequest("GET", "/x"));
    expect(error).toBeInstanceOf(TracktionApiError);
    expect(error).toMatchObject({ message: "HTTP 503: down" });
    expect(fetch.count).toBe(1);
  });

  it("is one refresh and ten repeats when ten calls are refused at once [TK-127]", async () => {
    const { fetch, client } = await givenLogin({
      [refreshPath]: [renewal],
      [profilePath]: ({ headers }) =>
        headers.authorization === `Bearer ${better}` ? profile : { status: 401 },
    });
    await Promise.all(Array.from({ length: 10 }, () => client.getUserProfile()));
    expect(fetch.lines.filter((line) => line === refreshPath)).toHaveLength(1);
    expect(fetch.count).toBe(21);
  });

  it("takes the token that is there by now when its own was refused too late [TK-127]", async () => {
    const { fetch, client, clock } = await givenLogin({
      [refreshPath]: [renewal],
      [profilePath]: ({ headers }) =>
        headers.authorization === `Bearer ${better}` ? profile : { status: 401, delayMs: 50 },
    });
    const late = client.getUserProfile();
    await clock.settle();
    await client.refreshAccessToken();
    await clock.advance(50);
    await expect(late).resolves.toEqual(user);
    expect(fetch.lines.filter((line) => line === refreshPath)).toHaveLength(1);
  });
});
