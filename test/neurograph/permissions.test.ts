/** What API keys and roles open, and that a key never leads to a login. */
import { describe, expect, it } from "vitest";
import { AuthenticationError, AuthorizationError } from "../../src/neurograph/index.js";
import { createLeapingClock } from "./support/clocks.js";
import {
  admin,
  developer,
  given,
  givenClient,
  givenServer,
  rejection,
  viewer,
} from "./support/given.js";

const login = "/api/v1/auth/login";
const refresh = "/api/v1/auth/refresh";

describe("an API key", () => {
  it("made with a login serves a second client that never logs in [NG-016, NG-023, NG-148]", async () => {
    const { server, client } = await given();
    const { api_key } = await client.apiKeys.create({
      name: "Production Key",
      scopes: ["tokens:read", "tokens:write"],
      expiresInDays: 90,
    });
    const logins = server.count("POST", login);
    const keyClient = givenClient(server, { apiKey: api_key });
    const { id } = await keyClient.tokens.create({ text: "hello" });
    await expect(keyClient.tokens.get(id)).resolves.toMatchObject({ text: "hello" });
    expect(await rejection(keyClient.apiKeys.list())).toBeInstanceOf(AuthorizationError);
    expect([server.count("POST", login), server.count("POST", refresh)]).toEqual([logins, 0]);
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${api_key}`);
  });

  it("wins over a password [NG-016]", async () => {
    const { server, client } = await given();
    const { api_key } = await client.apiKeys.create({ name: "reader", scopes: ["tokens:read"] });
    const logins = server.count("POST", login);
    await givenClient(server, { ...developer, apiKey: api_key }).tokens.list();
    expect(server.count("POST", login)).toBe(logins);
  });

  it("may travel in a header of its own", async () => {
    const { server, client } = await given();
    const { api_key } = await client.apiKeys.create({ name: "reader", scopes: ["tokens:read"] });
    const keyClient = givenClient(server, { apiKey: api_key, apiKeyHeader: "x-api-key" });
    await keyClient.tokens.list();
    const headers = server.requests.at(-1)?.headers;
    expect([headers?.["x-api-key"], headers?.authorization]).toEqual([api_key, undefined]);
  });

  it("that is refused is not repeated and leads to no login [NG-016, NG-061]", async () => {
    const { server, client } = await given();
    const { api_key, key_id } = await client.apiKeys.create({
      name: "reader",
      scopes: ["tokens:read"],
    });
    await client.apiKeys.revoke(key_id);
    const before = server.requests.length;
    const keyClient = givenClient(server, { ...developer, apiKey: api_key });
    expect(await rejection(keyClient.tokens.list())).toBeInstanceOf(AuthenticationError);
    expect(server.requests).toHaveLength(before + 1);
  });

  it("ends after its days [NG-055]", async () => {
    const clock = createLeapingClock();
    const server = await givenServer({ now: clock.now });
    const { api_key } = await givenClient(server, { ...developer, clock }).apiKeys.create({
      name: "short",
      scopes: ["tokens:read"],
      expiresInDays: 1,
    });
    const keyClient = givenClient(server, { apiKey: api_key });
    await keyClient.tokens.list();
    clock.advance(25 * 3_600_000);
    expect(await rejection(keyClient.tokens.list())).toBeInstanceOf(AuthenticationError);
  });

  it.each([
    ["tokens:read", "tokens", "list"],
    ["tokens:write", "tokens", "create"],
    ["api_keys:read", "apiKeys", "list"],
    ["api_keys:write", "apiKeys", "create"],
  ] as const)(
    "with the scope %s opens %s.%s and nothing else [NG-025]",
    async (scope, group, method) => {
      const { server, client } = await given();
      const { api_key } = await client.apiKeys.create({ name: "scoped", scopes: [scope] });
      const keyClient = givenClient(server, { apiKey: api_key });
      const calls = {
        "tokens.list": () => keyClient.tokens.list(),
        "tokens.create": () => keyClient.tokens.create({ text: "x" }),
        "apiKeys.list": () => keyClient.apiKeys.list(),
        "apiKeys.create": () => keyClient.apiKeys.create({ name: "another" }),
      };
      for (const [name, call] of Object.entries(calls)) {
        const outcome = await call().then(
          () => "open",
          (error: unknown) => (error instanceof AuthorizationError ? "closed" : error),
        );
        expect([name, outcome]).toEqual([name, name === `${group}.${method}` ? "open" : "closed"]);
      }
    },
  );
});

describe("roles", () => {
  it("let a viewer read and nothing more [NG-149, NG-019]", async () => {
    const { server, client } = await given();
    const { id, embedding } = await client.tokens.create({ text: "seen" });
    const { tokens } = givenClient(server, viewer);
    await expect(tokens.get(id)).resolves.toMatchObject({ text: "seen" });
    await expect(tokens.list()).resolves.toHaveLength(1);
    await expect(tokens.query({ queryVector: embedding })).resolves.toHaveLength(1);
    for (const write of [
      () => tokens.create({ text: "x" }),
      () => tokens.update(id, { text: "x" }),
      () => tokens.delete(id),
    ]) {
      expect(await rejection(write())).toBeInstanceOf(AuthorizationError);
    }
  });

  it.each([admin, developer])("let $username read and write [NG-149, NG-019]", async (user) => {
    const server = await givenServer();
    const { tokens, apiKeys } = givenClient(server, user);
    const { id } = await tokens.create({ text: "x" });
    await tokens.update(id, { text: "y" });
    await expect(tokens.delete(id)).resolves.toBe(true);
    await expect(apiKeys.list()).resolves.toEqual([]);
  });

  it("of the reference server keep deletion and keys to the admin", async () => {
    const server = await givenServer({ referencePermissions: true });
    const { tokens, apiKeys } = givenClient(server);
    const { id } = await tokens.create({ text: "x" });
    expect(await rejection(tokens.delete(id))).toBeInstanceOf(AuthorizationError);
    expect(await rejection(apiKeys.list())).toBeInstanceOf(AuthorizationError);
    await expect(givenClient(server, admin).tokens.delete(id)).resolves.toBe(true);
  });
});
