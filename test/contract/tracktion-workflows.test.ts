/** What people do with Tracktion: the guide's clients before the stateful server, with Prism between them. */
import {
  ApiKeyManager,
  AuthenticationError,
  JwtAuthClient,
  PermissionError,
  TracktionApiError,
  TracktionClient,
} from "clientwright/tracktion";
import { describe, expect, it } from "vitest";
import { rejection } from "../support/rejection.js";
import { dana, fred, given, lines, liveKey, receivedAt } from "./support/tracktion.js";

const search = "/api/v1/search/tracks";
const profile = "/api/v1/user/profile";
const login = "/api/v1/auth/token";
const refresh = "/api/v1/auth/refresh";

describe("searching with a key [Tracktion workflows 1 and 2]", () => {
  it("1: works for a key that is known and has the scope [TK-97] [TK-98] [TK-100]", async () => {
    const { server, prism, options } = await given();
    const client = (apiKey?: string) => new TracktionClient({ ...options, apiKey });
    expect(await client(liveKey).searchTracks("techno", { limit: 1 })).toMatchObject([
      { id: "track_techno_1", title: "Techno Lights 1", artist: "Mila Voss" },
    ]);
    const unknown = await rejection(client("tk_live_unknown").searchTracks("techno"));
    expect(unknown).toBeInstanceOf(AuthenticationError);
    expect(unknown).toMatchObject({ message: "Invalid API key", errorCode: "invalid_api_key" });

    const { secret } = server.state.addKey({ scopes: ["tracklists"] });
    const narrow = await rejection(client(secret).searchTracks("techno"));
    expect(narrow).toBeInstanceOf(PermissionError);
    expect(narrow).toMatchObject({
      message: "Insufficient permissions. Required scopes: search",
      errorCode: "insufficient_permissions",
      requiredScopes: ["search"],
    });
    expect(prism.takeViolations()).toEqual([]);

    const nobody = await rejection(client().searchTracks("techno"));
    expect(nobody).toMatchObject({
      message: "Authentication failed",
      errorCode: "authentication_failed",
      statusCode: 401,
    });
    // Without credentials the request departs from the document, as it must.
    expect(prism.takeViolations()).toMatchObject([{ side: "request", code: "401" }]);
  });

  it("1: tells good keys from bad ones, and from those that nobody can judge [TK-135]", async () => {
    const { server, options } = await given();
    const test = (apiKey: string) => new TracktionClient({ ...options, apiKey }).testApiKey();
    expect([await test(liveKey), await test("tk_live_unknown")]).toEqual(["valid", "invalid"]);
    server.state.blockedIps.add("127.0.0.1");
    expect(await test(liveKey)).toBe("unknown");
    server.state.blockedIps.clear();
    server.failNext(profile, [{ status: 429 }]);
    expect(await test(liveKey)).toBe("unknown");
  });

  it("2: goes page by page, with as many calls as there are pages [TK-19] [TK-136]", async () => {
    const { server, options } = await given();
    const client = new TracktionClient({ ...options, apiKey: liveKey });
    const found: (string | undefined)[] = [];
    for await (const { id } of client.iterateTracks("deep house")) found.push(id);
    expect(found).toHaveLength(23);
    expect(new Set(found).size).toBe(23);
    expect(lines(server)).toEqual([
      `GET ${search}?q=deep%20house&limit=10`,
      `GET ${search}?q=deep%20house&limit=10&offset=10`,
      `GET ${search}?q=deep%20house&limit=10&offset=20`,
    ]);
    const page = await client.iterateTracks("deep house", { offset: 20 });
    expect([page.items.length, page.total, page.hasNext]).toEqual([3, 23, false]);

    const wish = { genre: "Techno", sort: "popularity", offset: 1, limit: 2 } as const;
    const popular = await client.searchTracks("techno", wish);
    expect(popular.map(({ id }) => id)).toEqual(["track_techno_3", "track_techno_5"]);
  });
});

describe("logins [Tracktion workflows 3 to 6]", () => {
  it("3: last beyond the token, round after round [TK-26] [TK-27] [TK-31] [TK-33] [TK-43] [TK-125]", async () => {
    const { server, options } = await given();
    const client = new JwtAuthClient(options);
    expect(await client.login(...dana)).toBe(true);
    expect(receivedAt(server, login)[0]?.json).toEqual({
      username: "dana@example.org",
      password: "correct horse",
    });
    expect((await client.getUserProfile()).email).toBe("dana@example.org");
    for (const round of [1, 2, 3]) {
      const { accessToken: old, refreshToken: spent } = client;
      server.state.invalidateAccessTokens();
      expect((await client.getUserProfile()).id).toBe("user_77");
      const traded = receivedAt(server, refresh);
      expect(traded).toHaveLength(round);
      expect(traded.at(-1)?.json).toEqual({ refresh_token: spent });
      expect(traded.at(-1)?.headers).not.toHaveProperty("authorization");
      const [refused, repeated] = receivedAt(server, profile).slice(-2);
      expect(refused?.headers["authorization"]).toBe(`Bearer ${old}`);
      expect(repeated?.headers["authorization"]).toBe(`Bearer ${client.accessToken}`);
      expect([client.accessToken === old, client.refreshToken === spent]).toEqual([false, false]);
    }
    expect(server.count("POST", login)).toBe(1);
  });

  it("3: keep the refresh token where the server names no other", async () => {
    const { server, options } = await given({ rotateRefreshTokens: false });
    const client = new JwtAuthClient(options);
    await client.login(...dana);
    const { accessToken, refreshToken } = client;
    expect(await client.refreshAccessToken()).toBe(true);
    expect(client.accessToken).not.toBe(accessToken);
    expect(client.refreshToken).toBe(refreshToken);
    server.state.invalidateAccessTokens();
    expect((await client.getUserProfile()).id).toBe("user_77");
  });

  it("3: are refused for a wrong password, without an error [TK-28]", async () => {
    const { options } = await given();
    const client = new JwtAuthClient(options);
    expect(await client.login(dana[0], "wrong")).toBe(false);
    expect([client.accessToken, client.isTokenExpired()]).toEqual([undefined, true]);
    const detailed = await rejection(client.loginDetailed(dana[0], "wrong"));
    expect(detailed).toMatchObject({ statusCode: 401, errorCode: "invalid_credentials" });
    const { user } = await client.loginDetailed(...dana);
    expect(user).toEqual({ id: "user_77", email: "dana@example.org", tier: "premium" });
  });

  it("4: are refreshed before a token is sent that has expired by its own word [TK-37] [TK-41]", async () => {
    const { server, clock, options } = await given({ accessTokenSeconds: 60 });
    const client = new JwtAuthClient(options);
    await client.login(...dana);
    const { accessToken: old } = client;
    clock.advance(59_999);
    expect(client.isTokenExpired()).toBe(false);
    clock.advance(1);
    expect(client.isTokenExpired()).toBe(true);
    const response = await client.makeAuthenticatedRequest("GET", profile);
    expect(await response.json()).toMatchObject({ id: "user_77" });
    expect(lines(server)).toEqual([`POST ${login}`, `POST ${refresh}`, `GET ${profile}`]);
    expect(receivedAt(server, profile)[0]?.headers["authorization"]).not.toBe(`Bearer ${old}`);
  });

  it("4: send nothing when an expired token cannot be refreshed [TK-42]", async () => {
    const { server, options } = await given();
    const client = new JwtAuthClient(options);
    await client.setTokens({ accessToken: server.state.accessTokenFor(dana[0], -1) });
    const unable = await rejection(client.makeAuthenticatedRequest("GET", profile));
    expect(unable).toBeInstanceOf(AuthenticationError);
    expect(unable).toMatchObject({ message: "Unable to refresh access token" });
    expect(lines(server)).toEqual([]);

    await client.setTokens({
      accessToken: server.state.accessTokenFor(dana[0], -1),
      refreshToken: "not.a.token",
    });
    expect(await rejection(client.getUserProfile())).toMatchObject({
      message: "Unable to refresh access token",
    });
    expect(lines(server)).toEqual([`POST ${refresh}`]);
  });

  it("5: leave a 401 as it is when the refresh is refused, and keep the tokens [TK-34]", async () => {
    const { server, options } = await given();
    const client = new JwtAuthClient(options);
    await client.login(...dana);
    const { accessToken, refreshToken } = client;
    server.state.invalidateAccessTokens();
    server.state.revoke(String(refreshToken));
    const refused = await rejection(client.getUserProfile());
    expect(refused).toBeInstanceOf(AuthenticationError);
    expect(refused).toMatchObject({ message: "JWT token expired", errorCode: "token_expired" });
    expect(lines(server)).toEqual([`POST ${login}`, `GET ${profile}`, `POST ${refresh}`]);
    expect([client.accessToken, client.refreshToken]).toEqual([accessToken, refreshToken]);
    expect(await client.refreshAccessToken()).toBe(false);
  });

  it("5: repeat a call once only, however often it is refused [TK-43]", async () => {
    const { server, options } = await given();
    const client = new JwtAuthClient(options);
    await client.login(...dana);
    server.state.alwaysUnauthorized = true;
    expect(await rejection(client.getUserProfile())).toMatchObject({ statusCode: 401 });
    expect([server.count("GET", profile), server.count("POST", refresh)]).toEqual([2, 1]);
  });

  it("6: are refreshed once for ten calls that are refused at the same time [TK-127]", async () => {
    const { server, options } = await given();
    const client = new JwtAuthClient(options);
    await client.login(...dana);
    server.state.invalidateAccessTokens();
    const calls = Array.from({ length: 10 }, () => client.getUserProfile());
    expect(new Set((await Promise.all(calls)).map(({ id }) => id))).toEqual(new Set(["user_77"]));
    expect(server.count("POST", refresh)).toBe(1);
    const sent = receivedAt(server, profile).map(({ headers }) => headers["authorization"]);
    const renewed = sent.filter((value) => value === `Bearer ${client.accessToken}`);
    expect([sent.length, renewed.length]).toEqual([20, 10]);
  });
});

describe("API keys [Tracktion workflow 7]", () => {
  const wish = { name: "CI", permissions: ["read"], scopes: ["search"] } as const;

  it("7: live from creation over rotation to their end [TK-81] [TK-83] [TK-84] [TK-85] [TK-150]", async () => {
    const { server, options } = await given();
    const session = new JwtAuthClient(options);
    await session.login(...fred);
    const manager = new ApiKeyManager({ ...options, token: () => session.accessToken });
    const created = await manager.createApiKey({ ...wish, expiresAt: "2031-01-01T00:00:00Z" });
    expect(created).toMatchObject({ ...wish, expires_at: "2031-01-01T00:00:00Z", is_active: true });
    const works = async (apiKey: string) => {
      const answer = new TracktionClient({ ...options, apiKey }).searchTracks("techno");
      return answer.then(
        () => 200,
        (error: unknown) => (error instanceof TracktionApiError ? error.statusCode : error),
      );
    };
    expect(await works(created.key)).toBe(200);
    const { keys } = await manager.listApiKeys();
    expect(keys).toMatchObject([{ id: created.id, name: "CI", is_active: true }]);
    expect(JSON.stringify(keys)).not.toContain(created.key);
    expect(await manager.getApiKeyStats(created.id)).toMatchObject({ total_requests: 1 });

    // The manager asks for the token anew, so that a refreshed one is used.
    await session.refreshAccessToken();
    server.state.revoke(String(session.lastLogin?.access_token));
    const rotated = await manager.rotateApiKey(created.id);
    expect(receivedAt(server, `/api/v1/developer/keys/${created.id}/rotate`)[0]).toMatchObject({
      body: "",
      headers: expect.not.objectContaining({ "content-type": expect.anything() }),
    });
    expect([rotated.id === created.id, rotated.key === created.key]).toEqual([false, false]);
    expect([await works(created.key), await works(rotated.key)]).toEqual([401, 200]);
    const idsOf = async (includeInactive: boolean) =>
      (await manager.listApiKeys({ includeInactive })).keys.map(({ id }) => id);
    expect(await idsOf(false)).toEqual([rotated.id]);
    expect(await idsOf(true)).toEqual([created.id, rotated.id]);
    expect(await rejection(manager.rotateApiKey(created.id))).toMatchObject({
      message: 'HTTP 400: {"detail":"Cannot rotate inactive API key"}',
      serverMessage: "Cannot rotate inactive API key",
    });

    const revoked = { success: true, message: `API key ${rotated.id} has been revoked` };
    expect(await manager.revokeApiKey(rotated.id)).toMatchObject(revoked);
    expect(await manager.revokeApiKey(rotated.id)).toMatchObject(revoked);
    expect(await works(rotated.key)).toBe(401);
    expect(await rejection(manager.revokeApiKey("none"))).toMatchObject({ statusCode: 404 });
  });

  it("7: are as many as the tier allows, and properly described [TK-82] [TK-102]", async () => {
    const { server, options } = await given();
    const manager = new ApiKeyManager({ ...options, token: server.state.accessTokenFor(fred[0]) });
    await manager.createApiKey(wish);
    expect(receivedAt(server, "/api/v1/developer/keys")[0]?.json).toEqual(wish);
    await manager.createApiKey(wish);
    const third = await rejection(manager.createApiKey(wish));
    expect(third).toBeInstanceOf(PermissionError);
    expect(third).toMatchObject({
      message: "Access denied",
      errorCode: "access_denied",
      serverMessage: "Maximum number of API keys reached for the free tier",
    });
    const nameless = await rejection(manager.createApiKey({ ...wish, name: " " }));
    expect(nameless).toMatchObject({ statusCode: 422, fieldErrors: [{ field: "name" }] });
  });

  it("7: are managed with an id that needs escaping [TK-86]", async () => {
    const { server, options } = await given();
    server.state.addKey({ id: "key 1/../2", userId: "user_78" });
    const manager = new ApiKeyManager({ ...options, token: server.state.accessTokenFor(fred[0]) });
    expect(await manager.revokeApiKey("key 1/../2")).toMatchObject({ success: true });
    expect(server.state.apiKeys.get("key 1/../2")?.isActive).toBe(false);
  });
});
