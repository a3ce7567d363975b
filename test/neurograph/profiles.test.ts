/** The same calls against both wire formats: the guide's flat one and the server's enveloped one. */
import { describe, expect, it } from "vitest";
import { NeuroGraphError } from "../../src/neurograph/index.js";
import { given, givenClient, givenServer, rejection } from "./support/given.js";

const meta = {
  request_id: "r",
  processing_time_ms: 0,
  version: "1.0.0",
  timestamp: "2026-01-05T08:04:00.000000Z",
};
const enveloped = (data: unknown) => ({ success: true, data, meta, error: null });

const key = { key_id: "9f2c", name: "CI robot", created_at: "2026-01-05T08:03:00" };
const spatial = {
  id: 620756999,
  id_hex: "0x25000007",
  timestamp: 1767600060,
  coordinates: { L4: [0.1, 0.2, 0.3] },
};

describe.each(["documented", "reference"] as const)("the %s profile", (profile) => {
  it("serves tokens [NG-003]", async () => {
    const { client } = await given({ profile });
    const created = await client.tokens.create({ text: "hello" });
    expect(created.id).toEqual(expect.any(Number));
    expect(Array.isArray(created.embedding)).toBe(true);
    await expect(client.tokens.get(created.id)).resolves.toMatchObject({ id: created.id });
    await expect(client.tokens.list()).resolves.toHaveLength(1);
    const seen: number[] = [];
    for await (const token of client.tokens.iterate()) seen.push(token.id);
    expect(seen).toEqual([created.id]);
    await expect(client.tokens.update(created.id, {})).resolves.toMatchObject({ id: created.id });
    await expect(client.tokens.delete(created.id)).resolves.toBe(true);
  });

  it("serves API keys, revoked ones as inactive [NG-003, NG-059, NG-027]", async () => {
    const { client } = await given({ profile });
    const { key_id, api_key } = await client.apiKeys.create({
      name: "CI robot",
      scopes: ["tokens:read"],
    });
    expect(api_key).toMatch(/^ng_/);
    await expect(client.apiKeys.list()).resolves.toMatchObject([{ key_id, is_active: true }]);
    await expect(client.apiKeys.revoke(key_id)).resolves.toBe(true);
    await expect(client.apiKeys.get(key_id)).resolves.toMatchObject({ is_active: false });
    await expect(client.apiKeys.list()).resolves.toMatchObject([{ is_active: false }]);
    await expect(client.apiKeys.delete(key_id)).resolves.toBe(true);
  });

  it("serves health and status [NG-003, NG-063, NG-065]", async () => {
    const { client } = await given({ profile });
    await client.tokens.create({ text: "one" });
    const health = await client.health.check();
    expect(health).toMatchObject({ status: "healthy", version: expect.any(String) });
    expect(Date.parse(String(health.timestamp))).not.toBeNaN();
    const status = await client.health.status();
    expect(status).toMatchObject({
      status: "healthy",
      tokens_count: 1,
      uptime_seconds: expect.any(Number),
    });
    expect(status).toHaveProperty("api_keys_count");
  });
});

describe("tolerance [NG-003]", () => {
  it.each([
    ["api_keys", { api_keys: [key] }],
    ["keys", { keys: [key], count: 1 }],
    ["an array", [key]],
    ["an envelope", enveloped({ keys: [key], count: 1 })],
    ["an envelope around an array", enveloped([key])],
  ])("finds keys in %s", async (_form, body) => {
    const { server, client } = await given();
    server.failNext("GET /api/v1/api-keys", [{ status: 200, body }]);
    await expect(client.apiKeys.list()).resolves.toEqual([{ ...key, scopes: [], is_active: true }]);
  });

  it.each([
    [{ disabled: true }, false],
    [{ disabled: false }, true],
    [{ is_active: false }, false],
    [{ is_active: true, disabled: true }, true],
    [{}, true],
  ])("reads %j as active: %s", async (fields, active) => {
    const { server, client } = await given();
    server.failNext("GET /api/v1/api-keys/{id}", [{ status: 200, body: { ...key, ...fields } }]);
    await expect(client.apiKeys.get("9f2c")).resolves.toMatchObject({ is_active: active });
  });

  it.each([
    ["tokens", { tokens: [spatial] }],
    ["an array", [spatial]],
    ["an envelope", enveloped({ tokens: [spatial], total: 1, limit: 100, offset: 0 })],
  ])("finds tokens in %s and maps spatial records", async (_form, body) => {
    const { server, client } = await given();
    server.failNext("GET /api/v1/tokens", [
      { status: 200, body },
      { status: 200, body },
    ]);
    const token = {
      ...spatial,
      text: null,
      embedding: [],
      metadata: null,
      created_at: "2026-01-05T08:01:00.000Z",
    };
    await expect(client.tokens.list()).resolves.toEqual([token]);
    const iterated: unknown[] = [];
    for await (const item of client.tokens.iterate()) iterated.push(item);
    expect(iterated).toEqual([token]);
  });

  it.each([
    ["running", "healthy"],
    ["degraded", "unhealthy"],
    ["initializing", "unhealthy"],
    [undefined, "healthy"],
  ])("reads the state %s as %s [NG-065]", async (state, status) => {
    const { server, client } = await given();
    const data = {
      state,
      uptime_seconds: 99.5,
      tokens: { total: 3, active: 3 },
      api_version: "0.52.0",
    };
    server.failNext("GET /api/v1/status", [{ status: 200, body: enveloped(data) }]);
    await expect(client.health.status()).resolves.toMatchObject({
      status,
      version: "0.52.0",
      uptime_seconds: 99.5,
      tokens_count: 3,
      api_keys_count: null,
    });
  });

  it("takes the time of health from the envelope [NG-063]", async () => {
    const { server, client } = await given();
    const data = { status: "degraded", version: "0.52.0" };
    server.failNext("GET /api/v1/health", [{ status: 200, body: enveloped(data) }]);
    await expect(client.health.check()).resolves.toEqual({ ...data, timestamp: meta.timestamp });
  });

  it("raises an envelope that reports a failure, even with status 200", async () => {
    const { server, client } = await given();
    const error = { code: "X", message: "broken inside", details: { part: 1 } };
    const body = { success: false, data: null, meta, error };
    server.failNext("GET /api/v1/tokens", [{ status: 200, body }]);
    const caught = await rejection(client.tokens.list());
    expect(caught).toBeInstanceOf(NeuroGraphError);
    expect(caught).toMatchObject({
      message: "broken inside",
      errorCode: "X",
      details: { part: 1 },
    });
  });

  it("does not take a SuccessResponse for an envelope", async () => {
    const { client } = await given();
    const answer = await client.cache.getStats();
    expect(answer).toMatchObject({ success: true, message: expect.any(String) });
  });

  it("opens nothing that has no meta", async () => {
    const { server, client } = await given();
    const body = { id: 7, embedding: [1], success: true, data: { id: 8, embedding: [2] } };
    server.failNext("GET /api/v1/tokens/{id}", [{ status: 200, body }]);
    await expect(client.tokens.get(7)).resolves.toEqual(body);
  });

  it("leaves the envelopes of the server's own operations as documented", async () => {
    const server = await givenServer();
    const answer = await givenClient(server).cdna.getStatus();
    expect(answer).toMatchObject({ success: true, data: { cdna: {} }, meta: {} });
  });
});

describe("spatial tokens", () => {
  it("are created, read, changed, listed and deleted in their own form", async () => {
    const { client } = await given({ profile: "reference" });
    const { spatialTokens } = client;
    const token = await spatialTokens.create({
      entity_type: 5,
      domain: 2,
      weight: 0.25,
      l4_emotional: { x: 0.1, y: 0.2, z: 0.3 },
    });
    expect(token).toMatchObject({
      entity_type: 5,
      domain: 2,
      coordinates: { L4: [0.1, 0.2, 0.3] },
    });
    await expect(spatialTokens.get(token.id)).resolves.toMatchObject({ weight: 0.25 });
    await expect(spatialTokens.update(token.id, { weight: 0.5 })).resolves.toMatchObject({
      weight: 0.5,
    });
    await expect(spatialTokens.list({ limit: 10 })).resolves.toHaveLength(1);
    await expect(spatialTokens.delete(token.id)).resolves.toBe(true);
  });
});
