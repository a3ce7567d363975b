/** Logins, refreshes, API keys and what roles may do. */
import { describe, expect, it } from "vitest";
import {
  AuthenticationError,
  AuthorizationError,
  RateLimitError,
  ServerError,
} from "../../src/neurograph/index.js";
import { createLeapingClock } from "./support/clocks.js";
import {
  admin,
  developer,
  given,
  givenClient,
  givenServer,
  received,
  rejection,
  viewer,
} from "./support/given.js";

const login = "/api/v1/auth/login";
const refresh = "/api/v1/auth/refresh";
const tokens = "/api/v1/tokens";

describe("login", () => {
  it("happens with the first call that needs it, and once [NG-018, NG-021, NG-013]", async () => {
    const { server, client } = await given();
    expect(received(server)).toEqual([]);
    await client.tokens.list();
    await client.tokens.list();
    const list = `GET ${tokens}?limit=100&offset=0`;
    expect(received(server)).toEqual([`POST ${login}`, list, list]);
    const [first] = server.requests;
    expect(first?.json).toEqual({ username: "developer", password: "developer123" });
    expect(first?.headers.authorization).toBeUndefined();
  });

  it("is shared by concurrent calls [NG-014, NG-021]", async () => {
    const { server, client } = await given();
    await Promise.all(Array.from({ length: 20 }, () => client.tokens.list()));
    expect([server.count("POST", login), server.count("GET", tokens)]).toEqual([1, 20]);
  });

  it("is not shared between clients", async () => {
    const { server, client } = await given();
    await Promise.all([client.tokens.list(), givenClient(server).tokens.list()]);
    expect(server.count("POST", login)).toBe(2);
  });

  it("says why it was refused [NG-026]", async () => {
    const server = await givenServer();
    const client = givenClient(server, { username: "developer", password: "wrong-password" });
    const error = await rejection(client.tokens.list());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      statusCode: 401,
      message: expect.stringMatching(/^Login failed: ./),
    });
    expect(server.count("GET", tokens)).toBe(0);
  });

  it.each([400, 401, 403, 422])(
    "refused with %s is an AuthenticationError [NG-026]",
    async (status) => {
      const { server, client } = await given();
      server.failNext(`POST ${login}`, [{ status, body: { detail: "not today" } }]);
      const error = await rejection(client.tokens.list());
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error).toMatchObject({ statusCode: status, message: "Login failed: not today" });
    },
  );

  it("keeps the class of failures that are no refusals", async () => {
    const { server, client } = await given();
    server.failNext(`POST ${login}`, [{ status: 429 }, { status: 503 }]);
    expect(await rejection(client.tokens.list())).toBeInstanceOf(RateLimitError);
    expect(await rejection(client.tokens.list())).toBeInstanceOf(ServerError);
  });

  it("takes the three users of the guide [NG-019]", async () => {
    const server = await givenServer();
    for (const user of [admin, developer, viewer]) {
      await expect(givenClient(server, user).tokens.list()).resolves.toEqual([]);
    }
  });
});

describe("refresh", () => {
  it("comes 30 s before the end, and the rotated token is used next time [NG-020, NG-139]", async () => {
    const clock = createLeapingClock();
    const server = await givenServer({ accessTokenSeconds: 31, now: clock.now });
    const client = givenClient(server, { ...developer, clock });
    await client.tokens.list();
    expect(server.count("POST", refresh)).toBe(0);
    for (const _time of [1, 2]) {
      clock.advance(2_000);
      await client.tokens.list();
    }
    expect([server.count("POST", login), server.count("POST", refresh)]).toEqual([1, 2]);
    const sent = server.requests.filter(({ path }) => path === refresh);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(2);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it("falls back to a login when it is refused or breaks [NG-020]", async () => {
    const clock = createLeapingClock();
    const server = await givenServer({ accessTokenSeconds: 31, now: clock.now });
    const client = givenClient(server, { ...developer, clock });
    await client.tokens.list();
    server.failNext(`POST ${refresh}`, [{ status: 401 }, { reset: true }]);
    for (const _time of [1, 2]) {
      clock.advance(2_000);
      await client.tokens.list();
    }
    expect([server.count("POST", login), server.count("POST", refresh)]).toEqual([3, 2]);
  });
});

describe("a 401 on a call", () => {
  it("leads to one refresh and one repeat with the same body [NG-022]", async () => {
    const { server, client } = await given();
    await client.tokens.list();
    server.state.invalidateAccessTokens();
    await client.tokens.create({ text: "again", metadata: { n: 1 } });
    const creations = server.requests.filter(
      ({ method, path }) => method === "POST" && path === tokens,
    );
    expect(creations.map(({ body }) => body)).toEqual(
      Array(2).fill('{"text":"again","metadata":{"n":1}}'),
    );
    expect(new Set(creations.map(({ headers }) => headers.authorization)).size).toBe(2);
    expect(server.count("POST", refresh)).toBe(1);
  });

  it("is final the second time [NG-022, NG-068]", async () => {
    const { server, client } = await given();
    server.state.alwaysUnauthorized = true;
    expect(await rejection(client.tokens.list())).toBeInstanceOf(AuthenticationError);
    expect(server.count("GET", tokens)).toBe(2);
  });

  it("of many calls at once leads to one refresh [NG-022, NG-020, NG-014]", async () => {
    const { server, client } = await given();
    await client.tokens.list();
    server.state.invalidateAccessTokens();
    await Promise.all(Array.from({ length: 20 }, () => client.tokens.list()));
    expect([server.count("POST", login), server.count("POST", refresh)]).toEqual([1, 1]);
  });

  it("is not what a 403 is: that is never repeated [NG-069]", async () => {
    const server = await givenServer();
    const client = givenClient(server, viewer);
    expect(await rejection(client.tokens.create({ text: "x" }))).toBeInstanceOf(AuthorizationError);
    expect([server.count("POST", tokens), server.count("POST", refresh)]).toEqual([1, 0]);
  });
});

describe("no credentials", () => {
  it("fail before anything is sent", async () => {
    const server = await givenServer();
    const error = await rejection(givenClient(server, {}).tokens.list());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      statusCode: 401,
      message: "No authentication credentials provided",
    });
    expect(server.requests).toEqual([]);
  });
});

describe("logout", () => {
  it("tells the server and forgets the tokens [NG-145]", async () => {
    const { server, client } = await given();
    await client.tokens.list();
    const held = server.requests.at(-1)?.headers.authorization;
    await client.logout();
    const sent = server.requests.at(-1);
    expect(sent?.path).toBe("/api/v1/auth/logout");
    expect(sent?.headers.authorization).toBe(held);
    expect(sent?.json).toEqual({ token: held?.replace("Bearer ", "") });
    await client.tokens.list();
    expect(server.count("POST", login)).toBe(2);
  });

  it("sends nothing when nothing is held, and ignores failures [NG-145]", async () => {
    const { server, client } = await given();
    await client.logout();
    expect(server.requests).toEqual([]);
    await client.tokens.list();
    server.failNext("POST /api/v1/auth/logout", [{ reset: true }]);
    await expect(client.logout()).resolves.toBeUndefined();
    await client.tokens.list();
    expect([server.count("POST", login), server.count("POST", refresh)]).toEqual([2, 0]);
  });
});
