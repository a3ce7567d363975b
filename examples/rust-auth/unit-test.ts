/**
 * Unit tests without a service: the client's `fetch` is replaced by a script.
 *
 * Run: npx jiti examples/rust-auth/unit-test.ts
 */
import assert from "node:assert/strict";
import { AuthClient, AuthError } from "clientwright/rust-auth";
import { fakeFetch } from "clientwright/testing";

const testUser = {
  id: "123",
  email: "test@example.com",
  first_name: "Test",
  last_name: "User",
  is_active: true,
  is_verified: true,
  role: "user",
  created_at: "2023-01-01T00:00:00Z",
  updated_at: "2023-01-01T00:00:00Z",
};

export async function testLoginSuccess(): Promise<void> {
  const answer = {
    access_token: "test-token",
    token_type: "Bearer",
    expires_in: 3600,
    user: testUser,
  };
  const fetch = fakeFetch({ "POST /api/auth/login": { json: answer } });
  const client = new AuthClient({ fetch });

  const response = await client.login("test@example.com", "password");

  assert.equal(response.accessToken, "test-token");
  assert.equal(response.user.email, "test@example.com");
  assert.ok(client.isAuthenticated());
  assert.deepEqual(fetch.last.json, { email: "test@example.com", password: "password" });
}

export async function testLoginFailure(): Promise<void> {
  const refusal = { error: "Invalid credentials", message: "Email or password is incorrect" };
  const fetch = fakeFetch([{ status: 401, json: refusal }]);
  const client = new AuthClient({ fetch });

  await assert.rejects(client.login("test@example.com", "wrong-password"), (error) => {
    assert.ok(error instanceof AuthError);
    assert.equal(error.statusCode, 401);
    assert.match(error.message, /Invalid credentials/);
    return true;
  });
  assert.ok(!client.isAuthenticated());
}

export async function main(print = console.log): Promise<void> {
  for (const test of [testLoginSuccess, testLoginFailure]) {
    await test();
    print(`ok ${test.name}`);
  }
}

if (process.argv[1] === import.meta.filename) await main();
