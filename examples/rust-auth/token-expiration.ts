/**
 * When even the refresh token is over, a call fails with 401: log in again and repeat it.
 *
 * Run: npx jiti examples/rust-auth/token-expiration.ts
 */
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  type LoginRequest,
  type User,
} from "clientwright/rust-auth";

/** The user; logs in once more when the session has come to its end. */
export async function currentUser(
  client: AuthClient,
  { email, password }: LoginRequest,
): Promise<User> {
  try {
    return await client.getCurrentUser();
  } catch (error) {
    if (!(error instanceof AuthError && error.statusCode === 401)) throw error;
    await client.login(email, password);
    return client.getCurrentUser();
  }
}

export async function main(
  options: AuthClientOptions,
  account: LoginRequest,
  print = console.log,
): Promise<void> {
  await using client = new AuthClient(options);
  const user = await currentUser(client, account);
  print(`Signed in as ${user.email}`);
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  const { AUTH_PASSWORD: password = "Str0ng&Silent!" } = process.env;
  await main({ baseUrl }, { email, password });
}
