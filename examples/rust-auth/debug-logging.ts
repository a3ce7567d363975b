/**
 * See every request: method, URL, status, duration and attempt, never a password or a token.
 *
 * Run: npx jiti examples/rust-auth/debug-logging.ts
 */
import { AuthClient, type AuthClientOptions, type LoginRequest } from "clientwright/rust-auth";

export async function main(
  options: AuthClientOptions,
  { email, password }: LoginRequest,
): Promise<void> {
  // The environment variable CLIENTWRIGHT_LOG=debug does the same for every client.
  await using client = new AuthClient({ ...options, debug: true });
  await client.login(email, password);
  await client.getCurrentUser();
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  const { AUTH_PASSWORD: password = "Str0ng&Silent!" } = process.env;
  await main({ baseUrl }, { email, password });
}
