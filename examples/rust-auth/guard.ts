/**
 * Ask for the user only when somebody is signed in: the answer to that needs no request.
 *
 * Run: npx jiti examples/rust-auth/guard.ts
 */
import { AuthClient, type AuthClientOptions, type LoginRequest } from "clientwright/rust-auth";

async function greet(client: AuthClient, print: typeof console.log): Promise<void> {
  if (client.isAuthenticated()) {
    const user = await client.getCurrentUser();
    print(`Hello, ${user.fullName}`);
  } else {
    print("Please log in first");
  }
}

export async function main(
  options: AuthClientOptions,
  { email, password }: LoginRequest,
  print = console.log,
): Promise<void> {
  await using client = new AuthClient(options);
  await greet(client, print);
  await client.login(email, password);
  await greet(client, print);
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  const { AUTH_PASSWORD: password = "Str0ng&Silent!" } = process.env;
  await main({ baseUrl }, { email, password });
}
