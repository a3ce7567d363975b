/**
 * Tokens are renewed by themselves; this is what you can do about them by hand.
 *
 * Run: npx jiti examples/rust-auth/session-management.ts
 */
import { AuthClient, type LoginRequest } from "clientwright/rust-auth";

/** @param client Without arguments it looks for the service on `https://localhost/api`. */
export async function main(
  { email, password }: LoginRequest,
  print = console.log,
  client = new AuthClient(),
): Promise<void> {
  await client.login(email, password);
  if (client.isAuthenticated()) {
    const user = await client.getCurrentUser();
    print(`Signed in as ${user.email}`);
  }

  // For requests that do not go through this client:
  const token = await client.getValidAccessToken();
  const headers = { authorization: `Bearer ${token}` };
  print(`A header of ${headers.authorization.length} characters`);

  // Forgets the tokens here. The service is not told: that would be logout().
  client.clearTokens();
  print(`Signed in: ${client.isAuthenticated()}, token: ${client.getAccessToken()}`);

  await client.login(email, password);
  print(`Signed in again: ${client.isAuthenticated()}`);
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  const { AUTH_PASSWORD: password = "Str0ng&Silent!" } = process.env;
  await main({ email, password });
}
