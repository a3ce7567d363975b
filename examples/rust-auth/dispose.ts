/**
 * A client that closes itself at the end of its block. Closing does not log out.
 *
 * Run: npx jiti examples/rust-auth/dispose.ts
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
  print(`Logged in as: ${user.fullName}`);
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  const { AUTH_PASSWORD: password = "Str0ng&Silent!" } = process.env;
  await main({ baseUrl }, { email, password });
}
