/** Managing API keys. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  ApiKeyManager,
  type ApiKeyManagerOptions,
  AuthenticationError,
  isTestKey,
  JwtAuthClient,
  RateLimitError,
  TracktionApiError,
} from "../../src/tracktion/index.js";
import { given, jwt, now, origin, rejection } from "./support/given.js";

const token = jwt({ sub: "user_77", exp: now / 1_000 + 3_600 });
const key = {
  id: "key_9a8b7c6d",
  name: "CI key",
  permissions: ["read"],
  scopes: ["search"],
  created_at: "2030-02-03T04:05:06Z",
  expires_at: null,
  last_used: null,
  is_active: true,
};
const secret = "tk_live_51b0c3d2e4f5";
const created = { json: { ...key, key: secret } };
const input = { name: "CI key", permissions: ["read", "write"], scopes: ["search", "tracklists"] };
const keysPath = "/api/v1/developer/keys";

const givenManager = (
  script: Parameters<typeof given>[0],
  options: Partial<ApiKeyManagerOptions> = {},
) => {
  const world = given(script);
  return { ...world, manager: new ApiKeyManager({ ...world, token, ...options }) };
};

describe("a manager of keys", () => {
  it("shows the access token it was given, at the address it was given [TK-80]", async () => {
    const { fetch, manager } = givenManager([{ json: { keys: [] } }]);
    await manager.listApiKeys();
    expect(fetch.last.url).toBe(`${origin}${keysPath}`);
    expect(fetch.last.headers.authorization).toBe(`Bearer ${token}`);
    const baseUrl = "http://localhost:8000/";
    expect(new ApiKeyManager({ token, baseUrl }).baseUrl).toBe("http://localhost:8000");
    expect(() => new ApiKeyManager({ token: "" })).toThrow(TracktionApiError);
  });

  it("asks for the token anew for each call, so that a refreshed one is used [TK-150]", async () => {
    const client = new JwtAuthClient(given([]));
    await client.setTokens({ accessToken: token });
    const list = { json: { keys: [] } };
    const { fetch, manager } = givenManager({ "* /*": list }, { token: () => client.accessToken });
    await manager.listApiKeys();
    await client.setTokens({ accessToken: "another.access.token" });
    await manager.listApiKeys();
    await client.clearTokens();
    expect(await rejection(manager.listApiKeys())).toBeInstanceOf(AuthenticationError);
    expect(fetch.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token}`,
      "Bearer another.access.token",
    ]);
  });

  it("creates a key [TK-81, TK-90]", async () => {
    const { fetch, manager } = givenManager([created]);
    await manager.createApiKey({ ...input, expiresAt: "2024-12-31T23:59:59Z" });
    expect(fetch.lines).toEqual([`POST ${keysPath}`]);
    expect(fetch.last.json).toEqual({ ...input, expires_at: "2024-12-31T23:59:59Z" });
  });

  it("takes a date for its end, and writes it in UTC [TK-81]", async () => {
    const { fetch, manager } = givenManager([created]);
    const expiresAt = new Date("2024-12-31T23:59:59+02:00");
    await manager.createApiKey({ ...input, expiresAt });
    expect(fetch.last.json).toMatchObject({ expires_at: "2024-12-31T21:59:59.000Z" });
    const nonsense = new Date("never");
    expect(() => manager.createApiKey({ ...input, expiresAt: nonsense })).toThrow(/no date/);
  });

  it("sends no end where there is none [TK-82]", async () => {
    const { fetch, manager } = givenManager({ "* /*": created });
    await manager.createApiKey(input);
    await manager.createApiKey({ ...input, expiresAt: undefined });
    for (const { text } of fetch.requests) expect(text).toBe(JSON.stringify(input));
  });

  it("has the new key's secret once, and prints it nowhere [TK-88]", async () => {
    const { manager } = givenManager([created]);
    const result = await manager.createApiKey(input);
    expect(result.key).toBe(secret);
    expect(Object.keys(result)).toEqual(Object.keys(key));
    expect(inspect(result) + JSON.stringify(result) + JSON.stringify({ ...result })).not.toContain(
      secret,
    );
  });

  it("takes 201 as well", async () => {
    const { manager } = givenManager([{ ...created, status: 201 }]);
    expect((await manager.createApiKey(input)).key).toBe(secret);
  });

  it("lists the keys [TK-83, TK-89]", async () => {
    const { fetch, manager } = givenManager({ "* /*": { json: { keys: [key] } } });
    const { keys } = await manager.listApiKeys();
    expect(keys.map(({ name, is_active }) => `Key: ${name} - Active: ${is_active}`)).toEqual([
      "Key: CI key - Active: true",
    ]);
    await manager.listApiKeys({ includeInactive: true });
    expect(fetch.lines).toEqual([`GET ${keysPath}`, `GET ${keysPath}?include_inactive=true`]);
  });

  it("replaces a key without a body [TK-84]", async () => {
    const { fetch, manager } = givenManager([created]);
    expect((await manager.rotateApiKey("key_1234567890abcdef")).key).toBe(secret);
    expect(fetch.lines).toEqual([`POST ${keysPath}/key_1234567890abcdef/rotate`]);
    expect(fetch.last.text).toBe("");
    expect(fetch.last.headers["content-type"]).toBeUndefined();
  });

  it("revokes a key, whether the server says something about it or not [TK-85]", async () => {
    const note = { success: true, message: "revoked", revoked_at: "2030-03-02T00:00:00+00:00" };
    const empty = { status: 200, headers: { "content-type": "application/json" } };
    const { fetch, manager } = givenManager([{ json: note }, { status: 204 }, empty]);
    await expect(manager.revokeApiKey("key_1")).resolves.toEqual(note);
    await expect(manager.revokeApiKey("key_1")).resolves.toBeUndefined();
    await expect(manager.revokeApiKey("key_1")).resolves.toBeUndefined();
    expect(fetch.lines[0]).toBe(`DELETE ${keysPath}/key_1`);
  });

  it("keeps an id within its part of the path [TK-86]", async () => {
    const { fetch, manager } = givenManager({ "* /*": created });
    await manager.rotateApiKey("key 1");
    await manager.revokeApiKey("../admin?x=1");
    expect(fetch.requests.map(({ url }) => url.slice(origin.length))).toEqual([
      `${keysPath}/key%201/rotate`,
      `${keysPath}/..%2Fadmin%3Fx%3D1`,
    ]);
  });

  it("tells how a key was used [TK-132]", async () => {
    const { fetch, manager } = givenManager([{ json: { requests: 12 } }]);
    await expect(manager.getApiKeyStats("key_1")).resolves.toEqual({ requests: 12 });
    expect(fetch.lines).toEqual([`GET ${keysPath}/key_1/stats`]);
  });

  it("throws the guide's errors, a reached limit included [TK-87]", async () => {
    const limited = { status: 429, headers: { "retry-after": "5" } };
    const inactive = { status: 400, json: { detail: "Cannot rotate inactive API key" } };
    const { fetch, manager } = givenManager([limited, inactive]);
    expect(await rejection(manager.createApiKey(input))).toBeInstanceOf(RateLimitError);
    expect(await rejection(manager.rotateApiKey("key_1"))).toMatchObject({
      serverMessage: "Cannot rotate inactive API key",
    });
    expect(fetch.count).toBe(2);
  });

  it("prints no token", () => {
    const { manager } = givenManager([]);
    expect(inspect(manager, { depth: 9 }) + JSON.stringify(manager)).not.toContain(token);
  });
});

describe("the server's own form of keys", () => {
  it("is a bare list under other names", async () => {
    const wire = {
      key_id: "Qm4x-9",
      name: "CI key",
      key_prefix: "Zk3fWq1b...",
      is_active: true,
      last_used_at: null,
      permissions: { read: true, write: false, admin: false },
      usage_stats: null,
    };
    const { manager } = givenManager([{ json: [wire] }]);
    await expect(manager.listApiKeys()).resolves.toEqual({
      keys: [
        {
          id: "Qm4x-9",
          name: "CI key",
          key_prefix: "Zk3fWq1b...",
          is_active: true,
          last_used: null,
          permissions: ["read"],
          scopes: [],
          usage_stats: null,
        },
      ],
    });
  });

  it("names the secret otherwise, which is hidden all the same", async () => {
    const wire = {
      key_id: "Qm4x-9",
      api_key: "Zk3fWq1bT0",
      name: "CI key",
      permissions: { read: true },
    };
    const { manager } = givenManager({ "* /*": { json: wire } });
    for (const result of [await manager.createApiKey(input), await manager.rotateApiKey("x")]) {
      expect(result.key).toBe("Zk3fWq1bT0");
      expect(result).toMatchObject({
        id: "Qm4x-9",
        permissions: ["read"],
        scopes: [],
        is_active: true,
      });
      expect(JSON.stringify(result)).not.toContain("Zk3fWq1bT0");
    }
  });

  it.each([
    ["no list", { items: [] }],
    ["no answer", undefined],
  ])("is no reason to take %s for one", async (_name, json) => {
    const answer = { status: 200, headers: { "content-type": "application/json" } };
    const { manager } = givenManager([{ ...answer, ...(json && { json }) }]);
    expect(await rejection(manager.listApiKeys())).toMatchObject({ kind: "parse" });
  });

  it("is no reason to take a key without a secret for a new one", async () => {
    const { manager } = givenManager([{ json: key }]);
    expect(await rejection(manager.createApiKey(input))).toMatchObject({ kind: "parse" });
  });
});

it("knows keys for tests by their looks [TK-142]", () => {
  expect(["tk_test_1", "tk_live_1", "tk_test", "xtk_test_1"].map(isTestKey)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
