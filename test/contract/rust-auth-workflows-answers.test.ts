/**
 * Servers that are in trouble, that limit, that have certificates and shapes of their own: our client and the stateful
 * server, with Prism between them. Whatever either says that the document does not fails the test.
 */
import { AuthClient, AuthError } from "clientwright/rust-auth";
import { describe, expect, it, onTestFinished } from "vitest";
import { rejection } from "../rust-auth/support/given.js";
import { startRustAuthServer, usualPassword } from "../servers/rust-auth/index.js";
import { selfSigned } from "../support/self-signed.js";
import { email, type Given, given } from "./support/rust-auth.js";

describe("a server in trouble [W8, W21]", () => {
  it("is asked again after no wait, then two seconds [RA-041, RA-043]", async () => {
    const all = await given();
    all.server.failNext("GET /health", [{ status: 503 }, { status: 503 }]);
    expect((await all.client.healthCheck()).status).toBe("ok");
    expect(all.takeRequests()).toHaveLength(3);
    expect(all.clock.waits.reduce((sum, wait) => sum + wait, 0)).toBe(2000);
  });

  it("is asked again for a login, though that is a POST [RA-042]", async () => {
    const all = await given();
    all.server.state.addUser({ email });
    all.server.failNext("POST /auth/login", [{ status: 500 }]);
    await all.client.login(email, usualPassword);
    expect(all.takeRequests()).toEqual(["POST /auth/login", "POST /auth/login"]);
  });

  it("is not asked again after a 501 [RA-041]", async () => {
    const all = await given();
    all.server.failNext("GET /health", [{ status: 501 }]);
    expect((await rejection(all.client.healthCheck())).statusCode).toBe(501);
    expect(all.takeRequests()).toHaveLength(1);
    // The document knows no such answer.
    expect(all.prism.takeViolations()).toMatchObject([{ side: "response", severity: "warning" }]);
  });

  it("gets three retries, and then the error has its last status [RA-018, RA-046, RA-095]", async () => {
    const all = await given();
    all.server.state.health.database = false;
    const error = await rejection(all.client.healthCheck());
    expect([error.statusCode, error.message]).toEqual([503, "HTTP 503: Service Unavailable"]);
    expect(all.takeRequests()).toHaveLength(4);
  });

  it("that has lost its cache is degraded, which is no error [RA-094]", async () => {
    const all = await given();
    all.server.state.health.cache = false;
    expect((await all.client.healthCheck()).status).toBe("degraded");
    expect(all.takeRequests()).toHaveLength(1);
  });
});

describe("the rate limit [W9]", () => {
  const fiveLogins = async (all: Given): Promise<void> => {
    all.server.state.addUser({ email });
    all.clock.advance(59_000);
    for (let n = 0; n < 5; n += 1) await all.client.login(email, usualPassword);
    all.takeRequests();
  };

  it("is waited for as the server asks [RA-045, RA-207]", async () => {
    const all = await given({ rateLimiting: "announced" });
    await fiveLogins(all);
    expect(all.client.lastRateLimit).toMatchObject({ limit: 5, remaining: 0 });
    await all.client.login(email, usualPassword);
    expect(all.takeRequests()).toHaveLength(2);
    expect(all.clock.waits).toEqual([1000]);
  });

  it("is backed off from when the server does not say [RA-043]", async () => {
    const all = await given({ rateLimiting: "silent" });
    await fiveLogins(all);
    await all.client.login(email, usualPassword);
    expect(all.takeRequests()).toHaveLength(3);
    expect(all.clock.waits.reduce((sum, wait) => sum + wait, 0)).toBe(2000);
  });

  it("is an error at once without retries [RA-047]", async () => {
    const all = await given({ rateLimiting: "announced" }, { maxRetries: 0 });
    await fiveLogins(all);
    const error = await rejection(all.client.login(email, usualPassword));
    expect(error).toMatchObject({ statusCode: 429, code: "RATE_LIMITED", retryAfter: 1 });
    expect(error.rateLimit).toMatchObject({ limit: 5, remaining: 0 });
    expect(all.takeRequests()).toHaveLength(1);
  });
});

describe("a server with a certificate of its own [W19]", () => {
  it("is refused, except by a client that was told otherwise [RA-019, RA-020, RA-180]", async () => {
    const server = await startRustAuthServer({ tls: selfSigned });
    onTestFinished(() => server.close());
    server.state.addUser({ email });
    const strict = new AuthClient({ baseUrl: server.url, maxRetries: 0 });
    await using lax = new AuthClient({ baseUrl: server.url, verifySsl: false });
    const refusal = async () => {
      const error = await rejection(strict.healthCheck());
      expect(error.statusCode).toBeUndefined();
      expect(error.message).toMatch(/^Network error: .*verifySsl: false/);
    };
    await refusal();
    expect((await lax.login(email, usualPassword)).user.email).toBe(email);
    await refusal();
  });
});

describe("the shapes of answers [W20]", () => {
  it("of server and guide are the same user [RA-100, RA-105, RA-112, RA-113, RA-115]", async () => {
    const users = await Promise.all(
      (["server", "guide"] as const).map(async (bodyShape) => {
        const { client, server } = await given({ bodyShape });
        server.state.addUser({ email });
        const { user, refreshToken, ...tokens } = await client.login(email, usualPassword);
        expect(tokens).toMatchObject({ tokenType: "Bearer", expiresIn: 604_800 });
        expect(refreshToken !== undefined).toBe(bodyShape === "server");
        expect(user.id).toBe(server.state.user(email).userId);
        const { id: _, lastLogin, ...same } = await client.getCurrentUser();
        expect(lastLogin instanceof Date).toBe(bodyShape === "server");
        return same;
      }),
    );
    expect(users[0]).toEqual(users[1]);
    expect(users[0]).toMatchObject({ isVerified: true, fullName: "Mara Quill" });
    expect(users[0]?.createdAt).toEqual(new Date("2026-01-01T00:00:00.000Z"));
  });

  it("of errors do not matter to those who choose by status [RA-065, RA-120, RA-121, RA-124]", async () => {
    const messages = await Promise.all(
      (["nested", "flat", "empty"] as const).map(async (errorShape) => {
        const { client } = await given({ errorShape });
        const error = await rejection(client.login("nobody@example.org", "wrong"));
        expect(error).toBeInstanceOf(AuthError);
        expect([error.statusCode, error.details]).toEqual([401, {}]);
        return error.message;
      }),
    );
    expect(messages).toEqual([
      "Authentication required",
      "Invalid credentials: Email or password is incorrect",
      "HTTP 401: Unauthorized",
    ]);
  });
});
