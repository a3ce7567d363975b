/** `client.apiKeys`. */
import { describe, expect, it } from "vitest";
import { NotFoundError, ValidationError } from "../../src/neurograph/index.js";
import { given, givenClient, received, rejection } from "./support/given.js";

const path = "/api/v1/api-keys";

describe("apiKeys.create", () => {
  it("sends name, scopes and days [NG-054]", async () => {
    const { server, client } = await given();
    const scopes = ["tokens:read", "tokens:write"];
    const key = await client.apiKeys.create({ name: "My Application", scopes, expiresInDays: 30 });
    expect(server.requests.at(-1)).toMatchObject({
      method: "POST",
      path,
      json: { name: "My Application", scopes, expires_in_days: 30 },
    });
    expect(key).toMatchObject({ name: "My Application", scopes });
    expect(typeof key.expires_at).toBe("string");
  });

  it.each([{}, { expiresInDays: null }])(
    "makes a key that never expires [NG-055]",
    async (days) => {
      const { server, client } = await given();
      const key = await client.apiKeys.create({ name: "lasting", ...days });
      expect(server.requests.at(-1)?.body).toBe('{"name":"lasting"}');
      expect(key.expires_at ?? null).toBeNull();
    },
  );

  it("shows the secret and the id for management [NG-056, NG-057]", async () => {
    const { client } = await given();
    const key = await client.apiKeys.create({ name: "shown once" });
    expect(key.api_key).toMatch(/^ng_/);
    await expect(client.apiKeys.get(key.key_id)).resolves.toMatchObject({ name: "shown once" });
  });

  it("leaves the check of the name to the server", async () => {
    const { client } = await given();
    expect(await rejection(client.apiKeys.create({ name: "x" }))).toBeInstanceOf(ValidationError);
  });
});

describe("apiKeys.list and apiKeys.get", () => {
  it("answer metadata and never the secret [NG-024, NG-058..NG-060]", async () => {
    const { server, client } = await given();
    const created = await client.apiKeys.create({ name: "CI robot", scopes: ["tokens:read"] });
    const listed = await client.apiKeys.list();
    const got = await client.apiKeys.get(created.key_id);
    expect(listed).toEqual([got]);
    expect(got).toMatchObject({
      key_id: created.key_id,
      name: "CI robot",
      scopes: ["tokens:read"],
      is_active: true,
      expires_at: null,
    });
    expect(JSON.stringify([listed, got])).not.toContain(created.api_key);
    // @ts-expect-error the type has no secret either
    expect(got.api_key).toBeUndefined();
    expect(received(server).slice(-2)).toEqual([`GET ${path}`, `GET ${path}/${created.key_id}`]);
  });

  it("send an id as one path segment [NG-060]", async () => {
    const { server, client } = await given();
    expect(await rejection(client.apiKeys.get("a/b c?"))).toBeInstanceOf(NotFoundError);
    expect(received(server).at(-1)).toBe(`GET ${path}/a%2Fb%20c%3F`);
  });
});

describe("apiKeys.revoke", () => {
  it("makes a key inactive but keeps it [NG-061, NG-027, NG-059]", async () => {
    const { server, client } = await given();
    const { key_id, api_key } = await client.apiKeys.create({
      name: "leaked",
      scopes: ["tokens:read"],
    });
    await client.apiKeys.create({ name: "fine" });
    await expect(client.apiKeys.revoke(key_id)).resolves.toBe(true);
    expect(server.requests.at(-1)).toMatchObject({
      method: "POST",
      path: `${path}/${key_id}/revoke`,
      body: "",
    });
    await expect(client.apiKeys.get(key_id)).resolves.toMatchObject({ is_active: false });
    const inactive = (await client.apiKeys.list()).filter((key) => !key.is_active);
    expect(inactive.map(({ name }) => name)).toEqual(["leaked"]);
    const refused = await rejection(givenClient(server, { apiKey: api_key }).tokens.list());
    expect(refused).toMatchObject({ statusCode: 401 });
    await expect(client.apiKeys.revoke(key_id)).resolves.toBe(true);
  });
});

describe("apiKeys.delete", () => {
  it("removes a key for good [NG-062]", async () => {
    const { client } = await given();
    const { key_id } = await client.apiKeys.create({ name: "gone soon" });
    await expect(client.apiKeys.delete(key_id)).resolves.toBe(true);
    expect(await rejection(client.apiKeys.get(key_id))).toBeInstanceOf(NotFoundError);
    expect(await rejection(client.apiKeys.delete(key_id))).toBeInstanceOf(NotFoundError);
  });
});

describe("the life of a key", () => {
  it("runs from creation by the developer to 404", async () => {
    const { server, client } = await given();
    const { api_key, key_id } = await client.apiKeys.create({
      name: "short life",
      scopes: ["tokens:read"],
    });
    const { tokens } = givenClient(server, { apiKey: api_key });
    await expect(tokens.list()).resolves.toEqual([]);
    expect(await rejection(tokens.create({ text: "x" }))).toMatchObject({ statusCode: 403 });
    await client.apiKeys.revoke(key_id);
    expect(await rejection(tokens.list())).toMatchObject({ statusCode: 401 });
    await client.apiKeys.delete(key_id);
    expect(await rejection(client.apiKeys.get(key_id))).toMatchObject({ statusCode: 404 });
    expect(server.count("POST", "/api/v1/auth/login")).toBe(1);
  });
});
