/**
 * What an error says: a sentence, a status, details.
 *
 * Run: npx jiti examples/rust-auth/error-handling.ts
 */
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  type LoginRequest,
} from "clientwright/rust-auth";

export async function main(
  options: AuthClientOptions,
  { email }: Pick<LoginRequest, "email">,
  print = console.log,
): Promise<void> {
  await using client = new AuthClient(options);
  try {
    await client.login(email, "wrong-password");
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    print(`Authentication failed: ${error.message}`);
    print(`Status code: ${error.statusCode}`);
    print(`Details: ${JSON.stringify(error.details)}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  await main({ baseUrl }, { email });
}
