/**
 * Every call is a promise: many may run on one client at once, and share one login.
 *
 * Run: npx jiti examples/rust-auth/concurrent.ts
 */
import { AuthClient, type AuthClientOptions, type LoginRequest } from "clientwright/rust-auth";

export async function main(
  options: AuthClientOptions,
  { email, password }: LoginRequest,
  print = console.log,
): Promise<void> {
  await using client = new AuthClient(options);
  await client.login(email, password);
  const user = await client.getCurrentUser();
  print(`Welcome, ${user.fullName}!`);

  const calls = Array.from({ length: 10 }, () => client.getCurrentUser());
  const users = await Promise.all(calls);
  print(
    `${users.length} answers at once, all for ${new Set(users.map((each) => each.id)).size} user`,
  );
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  const { AUTH_PASSWORD: password = "Str0ng&Silent!" } = process.env;
  await main({ baseUrl }, { email, password });
}
