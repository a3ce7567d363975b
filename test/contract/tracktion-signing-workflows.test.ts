/** What people do with Tracktion: signatures, reached limits and apps, with Prism between client and server. */
import {
  AuthenticationError,
  buildAuthorizeUrl,
  clientCredentials,
  exchangeCode,
  RateLimitError,
  RobustTracktionClient,
  readAuthorizeCallback,
  retryWithBackoff,
  SecureTracktionClient,
  TracktionClient,
} from "clientwright/tracktion";
import { describe, expect, it } from "vitest";
import { limitAnswer } from "../servers/tracktion/index.js";
import { rejection } from "../support/rejection.js";
import { given, hmacSecret, lines, liveKey, receivedAt } from "./support/tracktion.js";

const search = "/api/v1/search/tracks";
const profile = "/api/v1/user/profile";
const operation = "/api/v1/sensitive-operation";
const deletion = { action: "delete_user_data", user_id: "12345" };

describe("signed calls [Tracktion workflows 8 and 10]", () => {
  it("8: are taken over the very bytes that were sent [TK-53] [TK-55] [TK-57] [TK-58] [TK-59]", async () => {
    const { server, options } = await given();
    const client = new SecureTracktionClient({ ...options, apiKey: liveKey, hmacSecret });
    const bodies = [deletion, { data: "Café ☕" }, {}];
    for (const data of bodies) {
      const done = await client.makeSecureRequest<{ status: string }>("POST", operation, data);
      expect(done.status).toBe("accepted");
    }
    expect(server.state.operations.map(({ body }) => body)).toEqual(bodies);
    const [first] = server.requests;
    expect(first?.headers["authorization"]).toBe(`Bearer ${liveKey}`);
    expect(first?.headers["x-signature"]).toMatch(/^sha256=[0-9a-f]{64}$/);
  });

  it("8: may be of any method and path, whose query is signed as it is sent [TK-54] [TK-56]", async () => {
    const { server, clock, options } = await given();
    const client = new SecureTracktionClient({ ...options, apiKey: liveKey, hmacSecret });
    const query = "q=caf%C3%A9+%26+it%27s&limit=5";
    expect(await client.makeSecureRequest("GET", `${search}?${query}`)).toMatchObject({
      tracks: [],
    });
    expect(lines(server)).toEqual([`GET ${search}?${query}`]);
    const seconds = String(Math.floor(clock.now() / 1_000));
    expect(server.requests[0]?.headers).toMatchObject({ "x-timestamp": seconds });
    expect(server.requests[0]?.body).toBe("");
    expect(await client.makeSecureRequest("get", profile)).toMatchObject({ id: "user_77" });
  });

  it("8: are refused with another secret, and when they come too late [TK-98]", async () => {
    const { clock, options } = await given();
    const parts = { ...options, apiKey: liveKey };
    const forged = new SecureTracktionClient({ ...parts, hmacSecret: "another" });
    const late = new SecureTracktionClient({
      ...parts,
      hmacSecret,
      now: () => clock.now() - 301_000,
    });
    for (const client of [forged, late]) {
      const refused = await rejection(client.makeSecureRequest("POST", operation, deletion));
      expect(refused).toMatchObject({
        message: "Authentication failed",
        errorCode: "invalid_signature",
        statusCode: 401,
      });
    }
  });

  it("8: have the server's own form where that is asked for", async () => {
    const { server, prism, options } = await given({ hmacScheme: "newline" });
    const parts = { ...options, apiKey: liveKey, hmacSecret };
    const client = new SecureTracktionClient({ ...parts, hmacScheme: "newline" });
    await client.makeSecureRequest("POST", operation, deletion);
    await client.makeSecureRequest("GET", `${search}?q=a%20b&limit=1`);
    expect(server.state.operations).toHaveLength(1);
    expect(prism.takeViolations()).toEqual([]);
  });

  it("10: are signed afresh after a wait [TK-61]", async () => {
    const { server, clock, options } = await given();
    const client = new SecureTracktionClient({ ...options, apiKey: liveKey, hmacSecret });
    server.failNext(operation, [{ status: 429 }]);
    expect(await rejection(client.makeSecureRequest("POST", operation, deletion))).toBeInstanceOf(
      RateLimitError,
    );
    server.failNext(operation, [{ status: 429, headers: { "X-RateLimit-Retry-After": "299" } }]);
    const repeated = retryWithBackoff(() => client.makeSecureRequest("POST", operation, deletion), {
      sleep: clock.sleep,
    });
    expect(await repeated).toMatchObject({ status: "accepted" });
    expect(clock.waits).toEqual([299_000]);
    const [first, second] = server.requests
      .slice(-2)
      .map(({ headers }) => [Number(headers["x-timestamp"]), headers["x-signature"]]);
    expect(Number(second?.[0]) - Number(first?.[0])).toBe(299);
    expect(second?.[1]).not.toBe(first?.[1]);
  });
});

describe("reached limits [Tracktion workflows 9 and 11]", () => {
  const byHeader = { status: 429, headers: { "X-RateLimit-Retry-After": "2" } };
  const { body: text } = limitAnswer(1, "tracklist");
  const { retry_after: _, ...silent } = JSON.parse(text) as { retry_after: number };
  const byStandard = { status: 429, headers: { "Retry-After": "1" }, body: silent };

  it("9: are waited for as long as the server asks [TK-64] [TK-69] [TK-71]", async () => {
    const { server, clock, options } = await given();
    const client = new RobustTracktionClient({ ...options, apiKey: liveKey });
    server.failNext(search, [byHeader, byStandard]);
    expect(await client.searchTracksWithRetry("techno", { limit: 1 })).toHaveLength(1);
    expect(clock.waits).toEqual([2_000, 1_000]);
    expect(server.count("GET", search)).toBe(3);
  });

  it("9: end a search after four calls, and a plain client's after one [TK-63] [TK-65]", async () => {
    const { server, clock, options } = await given();
    const robust = new RobustTracktionClient({ ...options, apiKey: liveKey });
    server.failNext(search, Array(4).fill(byHeader));
    const reached = await rejection(robust.searchTracksWithRetry("techno"));
    expect(reached).toBeInstanceOf(RateLimitError);
    expect(reached).toMatchObject({
      message: "Rate limit exceeded. Retry after 2 seconds.",
      retryAfter: 2,
      retryAfterSource: "x-ratelimit-retry-after",
    });
    expect([server.count("GET", search), clock.waits.length]).toEqual([4, 3]);

    server.failNext(search, [byStandard]);
    const plain = new TracktionClient({ ...options, apiKey: liveKey });
    expect(await rejection(plain.searchTracks("techno"))).toMatchObject({
      retryAfter: 1,
      retryAfterSource: "retry-after",
    });
    expect(server.count("GET", search)).toBe(5);
  });

  it("9: are the server's own, whose waits are long enough", async () => {
    const { server, clock, options } = await given({ limitRates: true });
    const { secret } = server.state.addKey({ userId: "user_78" });
    const client = new RobustTracktionClient({ ...options, apiKey: secret });
    for (let call = 0; call < 14; call += 1) await client.searchTracksWithRetry("techno");
    expect(clock.waits).toEqual([6_000, 6_000]);
    expect(await client.getRateLimit().catch((error: unknown) => error)).toMatchObject({
      limit: 10,
      remaining: 0,
      retryAfter: 6,
    });
  });

  it("11: a batch goes on after a failure, and pauses after successes [TK-72] [TK-73] [TK-74] [TK-75] [TK-76] [TK-78]", async () => {
    const { server, prism, clock, options } = await given();
    const client = new RobustTracktionClient({ ...options, apiKey: liveKey });
    server.failNext((request) => request.path.endsWith("q=ambient"), [{ status: 500 }]);
    const results = await client.batchSearchTracks(["techno", "ambient", "house"]);
    expect(results.map(({ query }) => query)).toEqual(["techno", "ambient", "house"]);
    expect(results.map((result) => "tracks" in result)).toEqual([true, false, true]);
    expect(results[1]).toMatchObject({ error: expect.stringMatching(/^HTTP 500: /) });
    expect(lines(server)).toEqual(
      ["techno", "ambient", "house"].map((q) => `GET ${search}?q=${q}`),
    );
    expect(clock.waits).toEqual([100]);
    // No 500 is documented for searches.
    expect(prism.takeViolations()).toMatchObject([{ side: "response", severity: "warning" }]);
  });
});

describe("apps [Tracktion workflow 17]", () => {
  const redirectUri = "https://app.example/callback";
  const app = { clientId: "app_1", clientSecret: "s3" };

  it("17: get a token for a user who agreed, and use it [TK-143]", async () => {
    const { server, prism, options } = await given();
    const request = { clientId: "app_1", redirectUri, scope: ["search", "tracklists"] };
    const url = buildAuthorizeUrl({ ...request, state: "r4nd0m", baseUrl: prism.url });
    const sent = await fetch(url, { redirect: "manual" });
    expect(sent.status).toBe(302);
    const callback = String(sent.headers.get("location"));
    expect(
      await rejection((async () => readAuthorizeCallback(callback, "other"))()),
    ).toBeInstanceOf(AuthenticationError);
    const code = readAuthorizeCallback(callback, "r4nd0m");
    const caller = new TracktionClient(options);
    const token = await exchangeCode(caller, { ...app, code, redirectUri });
    expect(token).toMatchObject({ token_type: "bearer", scope: "search tracklists" });
    const [asked] = receivedAt(server, "/api/v1/oauth/token");
    expect(asked?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: "authorization_code",
      client_id: "app_1",
      client_secret: "s3",
      code,
      redirect_uri: redirectUri,
    });
    expect(asked?.headers).not.toHaveProperty("authorization");
    const client = new TracktionClient({ ...options, apiKey: token.access_token });
    expect(await client.searchTracks("techno", { limit: 2 })).toHaveLength(2);
  });

  it("17: get a token for themselves, with no more than was asked for [TK-143]", async () => {
    const { options } = await given();
    const caller = new TracktionClient(options);
    const token = await clientCredentials(caller, { ...app, scope: "tracklists" });
    const client = new TracktionClient({ ...options, apiKey: token.access_token });
    expect(await rejection(client.searchTracks("techno"))).toMatchObject({
      requiredScopes: ["search"],
    });
    const refused = clientCredentials(caller, { ...app, clientSecret: "s4" });
    expect(await rejection(refused)).toMatchObject({ errorCode: "invalid_client" });
  });
});
