/** `client.health`. */
import { describe, expect, it } from "vitest";
import { AuthenticationError, toDate } from "../../src/neurograph/index.js";
import { given, givenClient, givenServer, received, rejection } from "./support/given.js";

describe("health.check", () => {
  it("works without credentials [NG-063]", async () => {
    const server = await givenServer();
    const health = await givenClient(server, {}).health.check();
    expect(health).toMatchObject({ status: "healthy", version: expect.any(String) });
    expect(toDate(health.timestamp)).toBeInstanceOf(Date);
    expect(received(server)).toEqual(["GET /api/v1/health"]);
  });

  it("never logs in [NG-063]", async () => {
    const { server, client } = await given();
    await client.health.check();
    expect(server.count("POST", "/api/v1/auth/login")).toBe(0);
  });

  it.each(["healthy", "unhealthy", "degraded", "on fire"])(
    "passes the status %s on [NG-064]",
    async (status) => {
      const { server, client } = await given();
      server.failNext("GET /api/v1/health", [{ status: 200, body: { status, version: "1" } }]);
      await expect(client.health.check()).resolves.toMatchObject({ status });
    },
  );
});

describe("health.status", () => {
  it("answers uptime and counts [NG-065]", async () => {
    const { server, client } = await given();
    await client.tokens.create({ text: "one" });
    await client.apiKeys.create({ name: "one key" });
    const status = await client.health.status();
    expect(status).toMatchObject({
      status: "healthy",
      version: expect.any(String),
      uptime_seconds: expect.any(Number),
      tokens_count: 1,
      api_keys_count: 1,
    });
    expect(received(server).at(-1)).toBe("GET /api/v1/status");
  });

  it("needs credentials", async () => {
    const server = await givenServer();
    const error = await rejection(givenClient(server, {}).health.status());
    expect(error).toBeInstanceOf(AuthenticationError);
  });
});

describe("the root health address", () => {
  it("answers too, for a look with curl [NG-066]", async () => {
    const server = await givenServer();
    const response = await fetch(`${server.url}/health`);
    expect([response.status, await response.json()]).toMatchObject([200, { status: "healthy" }]);
  });
});
