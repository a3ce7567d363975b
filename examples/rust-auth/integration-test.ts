/**
 * The whole way of a new account, against a service that runs: on your machine unless
 * AUTH_SERVICE_URL names another, and with whatever certificate it has there.
 *
 * Run: npx jiti examples/rust-auth/integration-test.ts
 */
import assert from "node:assert/strict";
import { AuthClient, type Environment, type RegisterRequest } from "clientwright/rust-auth";

/** A service that checks the strength of passwords refuses this one: it contains `password`. */
const testUser: RegisterRequest = {
  email: "test@example.com",
  password: "TestPassword123!",
  firstName: "Test",
  lastName: "User",
};

/** Tests run on one's own machine unless the environment says otherwise. */
function givenClient(environment: Environment): AuthClient {
  const local = { AUTH_SERVICE_URL: "https://localhost/api", AUTH_VERIFY_SSL: "false" };
  return AuthClient.fromEnv({ ...local, ...environment });
}

export async function main(
  environment: Environment,
  user = testUser,
  print = console.log,
): Promise<void> {
  await using client = givenClient(environment);

  const registered = await client.register(user);
  assert.equal(registered.user.email, user.email);
  assert.ok(client.isAuthenticated());

  assert.equal((await client.getCurrentUser()).email, user.email);
  assert.equal((await client.updateProfile({ firstName: "Updated" })).firstName, "Updated");

  await client.logout();
  assert.ok(!client.isAuthenticated());

  await client.login(user.email, user.password);
  assert.ok(client.isAuthenticated());
  print("ok full flow");
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_EMAIL: email = testUser.email } = process.env;
  const { AUTH_PASSWORD: password = testUser.password } = process.env;
  await main(process.env, { ...testUser, email, password });
}
