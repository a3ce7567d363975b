/** The client for users' own unit tests: no server, no network. */
import { describe, expect, it, vi } from "vitest";
import {
  MockNeuroGraphClient,
  type NeuroGraphClient,
  NeuroGraphError,
  NotFoundError,
  ValidationError,
} from "../../src/neurograph/index.js";
import { rejection } from "./support/given.js";

describe("MockNeuroGraphClient", () => {
  it("is a client that never uses the network [NG-144]", async () => {
    const network = vi.spyOn(globalThis, "fetch");
    const client: NeuroGraphClient = new MockNeuroGraphClient();
    const token = await client.tokens.create({ text: "hello", metadata: { a: 1 } });
    expect(token.embedding).toHaveLength(768);
    await expect(client.tokens.get(token.id)).resolves.toEqual(token);
    expect(network).not.toHaveBeenCalled();
    network.mockRestore();
  });

  it("keeps tokens and finds similar ones, always the same way [NG-144]", async () => {
    const { tokens } = new MockNeuroGraphClient({ embeddingLength: 64 });
    for (const text of ["red apple", "green apple", "fast car"]) await tokens.create({ text });
    const found = await tokens.queryByText({ text: "red apple", topK: 2 });
    expect(found.map(({ token }) => token.text)).toEqual(["red apple", "green apple"]);
    await expect(tokens.list({ limit: 1, offset: 2 })).resolves.toMatchObject([
      { text: "fast car" },
    ]);
    const updated = await tokens.update(1, { metadata: { done: true } });
    expect(updated).toMatchObject({ text: "red apple", metadata: { done: true } });
    await expect(tokens.delete(1)).resolves.toBe(true);
    expect(await rejection(tokens.get(1))).toBeInstanceOf(NotFoundError);
    expect(await rejection(tokens.create({ text: "" }))).toBeInstanceOf(ValidationError);
    expect(await rejection(tokens.update(2, { text: "" }))).toBeInstanceOf(ValidationError);
    await expect(tokens.update(2, { text: "new" })).resolves.toMatchObject({ text: "new" });
  });

  it("keeps API keys [NG-144]", async () => {
    const { apiKeys } = new MockNeuroGraphClient();
    const key = await apiKeys.create({
      name: "CI robot",
      scopes: ["tokens:read"],
      expiresInDays: 1,
    });
    expect(key.api_key).toMatch(/^ng_test_.{43}$/);
    await apiKeys.revoke(key.key_id);
    await expect(apiKeys.list()).resolves.toMatchObject([{ name: "CI robot", is_active: false }]);
    await apiKeys.delete(key.key_id);
    expect(await rejection(apiKeys.get(key.key_id))).toBeInstanceOf(NotFoundError);
    expect(await rejection(apiKeys.create({ name: "x" }))).toBeInstanceOf(ValidationError);
  });

  it("answers health and status, and says what it does not have [NG-144]", async () => {
    const client = new MockNeuroGraphClient({ now: () => new Date("2026-01-05T08:05:00Z") });
    await client.tokens.create({ text: "one" });
    await expect(client.health.check()).resolves.toMatchObject({
      status: "healthy",
      timestamp: "2026-01-05T08:05:00.000Z",
    });
    await expect(client.health.status()).resolves.toMatchObject({
      tokens_count: 1,
      api_keys_count: 0,
    });
    const error = await rejection(client.modules.list());
    expect(error).toMatchObject({ message: "the mock client has no GET /api/v1/modules" });
    await client.close();
    expect(await rejection(client.tokens.list())).toBeInstanceOf(NeuroGraphError);
  });

  it("shares nothing with another mock client [NG-144]", async () => {
    await new MockNeuroGraphClient().tokens.create({ text: "mine" });
    await expect(new MockNeuroGraphClient().tokens.list()).resolves.toEqual([]);
  });
});
