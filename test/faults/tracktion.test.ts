/** Logins, clocks and limits of Tracktion at their worst, over real sockets and before a server that remembers. */
import {
  AuthenticationError,
  JwtAuthClient,
  type JwtClientOptions,
  RateLimitError,
  RobustTracktionClient,
  type SecureClientOptions,
  SecureTracktionClient,
  TracktionApiError,
  TracktionClient,
  TracktionConnectionError,
} from "clientwright/tracktion";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLeapingClock } from "../neurograph/support/clocks.js";
import {
  startTracktionServer,
  type TracktionServer,
  type TracktionServerOptions,
} from "../servers/tracktion/index.js";
import { rejection } from "../support/rejection.js";

const profile = "/api/v1/user/profile";
const refresh = "/api/v1/auth/refresh";
const search = "/api/v1/search/tracks";
const operation = "/api/v1/sensitive-operation";
const dana = ["dana@example.org", "correct horse"] as const;
const apiKey = "tk_live_51b0c3d2e4f5";
const hmacSecret = "test_hmac_secret_0001";
const fiveMinutes = 300_000;

/** A server and clients whose clock runs `skewMs` ahead of the server's. */
async function given(serverOptions: TracktionServerOptions = {}, skewMs = 0) {
  const clock = createLeapingClock();
  clock.advance(skewMs);
  const server = await startTracktionServer({ now: () => clock.now() - skewMs, ...serverOptions });
  onTestFinished(() => server.close());
  const options = { baseUrl: server.url, clock, random: () => 0.5 };
  return { server, clock, options };
}

async function loggedIn(options: JwtClientOptions): Promise<JwtAuthClient> {
  const client = new JwtAuthClient(options);
  await client.login(...dana);
  return client;
}

/** Requests after the login, in order. */
const lines = ({ requests }: TracktionServer): string[] =>
  requests.slice(1).map(({ method, path }) => `${method} ${path}`);

describe("a token that expires on its way", () => {
  it("is renewed once, and the call is sent once more [TK-43]", async () => {
    // The server is half a second ahead: what the client still holds for good has ended there.
    const { server, clock, options } = await given({ accessTokenSeconds: 60 }, -500);
    const client = await loggedIn(options);
    clock.advance(60_000);
    expect(client.isTokenExpired()).toBe(false);
    expect((await client.getUserProfile()).id).toBe("user_77");
    expect(lines(server)).toEqual([`GET ${profile}`, `POST ${refresh}`, `GET ${profile}`]);
  });

  it("is renewed once for a thousand calls at once, when the client knows [TK-127]", async () => {
    const { server, clock, options } = await given({ accessTokenSeconds: 60 });
    const client = await loggedIn(options);
    clock.advance(60_000);
    const calls = Array.from({ length: 1_000 }, () => client.getUserProfile());
    expect(new Set((await Promise.all(calls)).map(({ id }) => id))).toEqual(new Set(["user_77"]));
    expect(server.count("POST", refresh)).toBe(1);
    expect(server.count("GET", profile)).toBe(1_000);
  });

  it("is renewed once for a thousand refusals at once, when only the server knows [TK-127]", async () => {
    const { server, options } = await given();
    const client = await loggedIn(options);
    server.state.invalidateAccessTokens();
    const calls = Array.from({ length: 1_000 }, () => client.getUserProfile());
    expect(new Set((await Promise.all(calls)).map(({ id }) => id))).toEqual(new Set(["user_77"]));
    expect(server.count("POST", refresh)).toBe(1);
    expect(server.count("GET", profile)).toBe(2_000);
  });
});

describe("a refresh", () => {
  it("is one for all who ask for it at once, calls and callers alike [TK-127]", async () => {
    const { server, options } = await given();
    const client = await loggedIn(options);
    server.state.invalidateAccessTokens();
    const asked = Array.from({ length: 20 }, () => client.refreshAccessToken());
    const calls = Array.from({ length: 20 }, () => client.getUserProfile());
    expect(new Set(await Promise.all(asked))).toEqual(new Set([true]));
    expect(await Promise.all(calls)).toHaveLength(20);
    expect(server.count("POST", refresh)).toBe(1);
  });

  it.each([401, 403, 404, 429, 500, 502])(
    "that is answered with %d leaves the 401 and the tokens as they are [TK-34]",
    async (status) => {
      const { server, options } = await given();
      const client = await loggedIn(options);
      const held = [client.accessToken, client.refreshToken];
      server.state.invalidateAccessTokens();
      server.failNext(`POST ${refresh}`, [{ status }]);
      const error = await rejection(client.getUserProfile());
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error).toMatchObject({ errorCode: "token_expired", statusCode: 401 });
      expect(lines(server)).toEqual([`GET ${profile}`, `POST ${refresh}`]);
      expect([client.accessToken, client.refreshToken]).toEqual(held);
    },
  );

  it("that is cut off is an error of its own, and is asked for again by the next call", async () => {
    const { server, options } = await given();
    const client = await loggedIn(options);
    const held = [client.accessToken, client.refreshToken];
    server.state.invalidateAccessTokens();
    for (const cut of [{ reset: true }, { resetMidBody: true, status: 200 }] as const) {
      server.failNext(`POST ${refresh}`, [cut]);
      expect(await rejection(client.getUserProfile())).toBeInstanceOf(TracktionConnectionError);
      expect([client.accessToken, client.refreshToken]).toEqual(held);
    }
    server.failNext(`POST ${refresh}`, [{ reset: true }]);
    expect(await rejection(client.refreshAccessToken())).toBeInstanceOf(TracktionConnectionError);
    expect((await client.getUserProfile()).id).toBe("user_77");
    expect(server.count("POST", refresh)).toBe(4);
  });

  it("whose answer makes no sense is not taken for tokens", async () => {
    const { server, options } = await given();
    const client = await loggedIn(options);
    const held = [client.accessToken, client.refreshToken];
    const answers = [{}, [], null, { access_token: 1 }, { access_token: "" }, { token: "x" }];
    for (const body of answers) {
      server.failNext(`POST ${refresh}`, [{ status: 200, body }]);
      await rejection(client.refreshAccessToken());
      expect([client.accessToken, client.refreshToken]).toEqual(held);
    }
    expect(await client.refreshAccessToken()).toBe(true);
  });

  it("that ends after a logout brings no login back [TK-131]", async () => {
    const { server, options } = await given();
    const client = await loggedIn(options);
    server.state.invalidateAccessTokens();
    let answer = (): void => undefined;
    const after = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.failNext(`POST ${refresh}`, [{ after }]);
    const call = rejection(client.getUserProfile());
    while (server.count("POST", refresh) === 0) await new Promise(setImmediate);
    await client.clearTokens();
    answer();
    expect(await call).toBeInstanceOf(AuthenticationError);
    expect([client.accessToken, client.refreshToken]).toEqual([undefined, undefined]);
    expect(server.count("GET", profile)).toBe(1);
  });
});

describe("a clock that is five minutes wrong", () => {
  it.each([
    ["slow", -fiveMinutes],
    ["fast", fiveMinutes],
  ])("and %s costs a login no more than a refresh for each call", async (_, skewMs) => {
    const { server, clock, options } = await given({ accessTokenSeconds: 60 }, skewMs);
    const client = await loggedIn(options);
    for (const round of [1, 2, 3]) {
      clock.advance(61_000);
      expect((await client.getUserProfile()).id).toBe("user_77");
      expect(server.count("POST", refresh)).toBe(round);
    }
    expect(server.count("POST", "/api/v1/auth/token")).toBe(1);
  });

  it("signs what is just good enough, and no more", async () => {
    const accepted = async (skewMs: number) => {
      const { server, options } = await given({}, skewMs);
      const client = new SecureTracktionClient({ ...options, apiKey, hmacSecret });
      const outcome = await client
        .makeSecureRequest<{ status: string }>("POST", operation, {})
        .then(({ status }) => status)
        .catch((error: unknown) => (error instanceof TracktionApiError ? error.errorCode : error));
      expect(server.requests).toHaveLength(1);
      return outcome;
    };
    expect(await accepted(-fiveMinutes)).toBe("accepted");
    expect(await accepted(fiveMinutes)).toBe("accepted");
    expect(await accepted(-fiveMinutes - 1_000)).toBe("invalid_signature");
    expect(await accepted(fiveMinutes + 1_000)).toBe("invalid_signature");
  });

  it("is no matter where the time of signatures is said", async () => {
    const skewMs = 24 * 60 * 60 * 1_000;
    const { clock, options } = await given({}, skewMs);
    const now = (): number => clock.now() - skewMs;
    const client = new SecureTracktionClient({ ...options, apiKey, hmacSecret, now });
    expect(await client.makeSecureRequest("POST", operation, {})).toMatchObject({
      status: "accepted",
    });
  });
});

describe("a signature", () => {
  const givenSigned = async (more: Partial<SecureClientOptions> = {}) => {
    const setup = await given();
    const client = new SecureTracktionClient({ ...setup.options, apiKey, hmacSecret, ...more });
    return { ...setup, client };
  };

  it("is made anew for each attempt, which is good again after a long wait", async () => {
    const { server, clock, client } = await givenSigned({
      retry: { maxRetries: 2, maxRetryAfterMs: 400_000 },
    });
    const wait = { status: 429, headers: { "Retry-After": "301" }, body: {} };
    server.failNext(operation, [wait, wait]);
    const body = { action: "delete_user_data" };
    expect(await client.makeSecureRequest("POST", operation, body)).toMatchObject({
      status: "accepted",
    });
    expect(clock.waits).toEqual([301_000, 301_000]);
    const times = server.requests.map(({ headers }) => Number(headers["x-timestamp"]));
    const [first = 0] = times;
    expect(times.map((time) => time - first)).toEqual([0, 301, 602]);
    expect(new Set(server.requests.map(({ headers }) => headers["x-signature"])).size).toBe(3);
    expect(new Set(server.requests.map(({ body: sent }) => sent)).size).toBe(1);
  });

  it("that is refused is not tried again", async () => {
    const { server, client } = await givenSigned({ hmacSecret: "another", retry: 3 });
    expect(await rejection(client.makeSecureRequest("POST", operation, {}))).toMatchObject({
      errorCode: "invalid_signature",
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a storm of reached limits", () => {
  // Without a limit of time, which many waits at once would reach on a clock that leaps.
  const timeoutMs = 0;
  const forever = { status: 429, headers: { "X-RateLimit-Retry-After": "1" } };

  it("meets no more repeats than the budget has, however many calls there are", async () => {
    const { server, options } = await given();
    server.failNext(search, Array(2_000).fill(forever));
    const retry = { maxRetries: 10, budget: 20 };
    const client = new TracktionClient({ ...options, apiKey, retry, timeoutMs });
    const calls = Array.from({ length: 100 }, () => client.searchTracks("a"));
    const outcomes = await Promise.allSettled(calls);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(RateLimitError) });
    expect(server.requests.length).toBeLessThanOrEqual(120);
    expect(server.requests.length).toBeGreaterThan(100);
  });

  it("meets four calls for each robust search, after the waits that were asked for [TK-63]", async () => {
    const { server, clock, options } = await given();
    server.failNext(search, Array(400).fill(forever));
    const client = new RobustTracktionClient({ ...options, apiKey, timeoutMs });
    const searches = Array.from({ length: 50 }, () => client.searchTracksWithRetry("a"));
    const outcomes = await Promise.allSettled(searches);
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    expect(server.requests).toHaveLength(200);
    expect(new Set(clock.waits)).toEqual(new Set([1_000]));
  });

  it("ends with the limit of the call, not after the last hint", async () => {
    const { server, options } = await given();
    server.failNext(search, [{ status: 429, headers: { "Retry-After": "3600" }, body: {} }]);
    const client = new TracktionClient({ ...options, apiKey, retry: 3 });
    const error = await rejection(client.searchTracks("a", {}, { deadlineMs: 10_000 }));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfter: 3_600 });
    expect(server.requests).toHaveLength(1);
  });
});
