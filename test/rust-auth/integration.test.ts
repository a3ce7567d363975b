/**
 * The guide's integration test. It runs against the service that `AUTH_SERVICE_URL` names, with `AUTH_VERIFY_SSL` and
 * `AUTH_TIMEOUT` as the guide has them, and else against a server of its own: behind `/api`, with a certificate that
 * nobody trusts. A service of yours must let people log in before their address is confirmed.
 */
import { randomUUID } from "node:crypto";
import { AuthClient } from "clientwright/rust-auth";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type RustAuthServer, startRustAuthServer } from "../servers/rust-auth/index.js";
import { selfSigned } from "../support/self-signed.js";
import { rejection } from "./support/given.js";

const { AUTH_SERVICE_URL, AUTH_VERIFY_SSL, AUTH_TIMEOUT } = process.env;
const isOwn = AUTH_SERVICE_URL === undefined;

/** The guide's test user; a real service refuses that password, and may know the address from an earlier run. */
const testUser = {
  email: isOwn ? "test@example.com" : `test-${randomUUID()}@example.com`,
  password: isOwn ? "TestPassword123!" : "Str0ng&Silent!",
  firstName: "Test",
  lastName: "User",
};

let server: RustAuthServer | undefined;
let environment: Record<string, string | undefined> = {};

beforeAll(async () => {
  environment = { AUTH_SERVICE_URL, AUTH_VERIFY_SSL, AUTH_TIMEOUT };
  if (!isOwn) return;
  server = await startRustAuthServer({ basePath: "/api", tls: selfSigned });
  environment = { AUTH_SERVICE_URL: `${server.url}/api`, AUTH_VERIFY_SSL: "false" };
});

afterAll(() => server?.close());

/** The guide's fixture. */
const givenClient = (): AuthClient => {
  const client = AuthClient.fromEnv(environment);
  onTestFinished(() => client.close());
  return client;
};

describe("the guide's integration test", () => {
  it("runs from registering to logging in again [RA-154, RA-155, RA-156]", async () => {
    const client = givenClient();
    const registered = await client.register(testUser);
    expect(registered.user.email).toBe(testUser.email);
    expect(client.isAuthenticated()).toBe(true);

    const user = await client.getCurrentUser();
    expect(user.email).toBe(testUser.email);

    const updated = await client.updateProfile({ firstName: "Updated" });
    expect(updated.firstName).toBe("Updated");

    await client.logout();
    expect(client.isAuthenticated()).toBe(false);

    const again = await client.login(testUser.email, testUser.password);
    expect(again.user.fullName).toBe("Updated User");
    expect(client.isAuthenticated()).toBe(true);

    const sent = server?.requests.find(({ path }) => path === "/api/auth/register");
    expect(sent?.json).toEqual(
      sent && {
        email: "test@example.com",
        password: "TestPassword123!",
        first_name: "Test",
        last_name: "User",
      },
    );
  });

  it.runIf(isOwn)("is refused by a client that checks certificates [RA-019, RA-154]", async () => {
    const client = AuthClient.fromEnv(
      { ...environment, AUTH_VERIFY_SSL: "true" },
      { maxRetries: 0 },
    );
    onTestFinished(() => client.close());
    expect((await rejection(client.healthCheck())).message).toMatch(/^Network error: /);
  });

  it.runIf(isOwn)("needs a stronger password on the real service", async () => {
    const strict = await startRustAuthServer({ passwordPolicy: "strict" });
    onTestFinished(() => strict.close());
    const client = AuthClient.fromEnv({ AUTH_SERVICE_URL: strict.url });
    onTestFinished(() => client.close());
    const error = await rejection(client.register(testUser));
    expect(error).toMatchObject({ statusCode: 400, code: "VALIDATION_ERROR" });
    expect(error.message).toBe("Password contains common weak patterns");
    await client.register({ ...testUser, password: "Str0ng&Silent!" });
    expect(client.isAuthenticated()).toBe(true);
  });
});
