/**
 * From a new account to a closed session: register, log in, read, change, log out.
 *
 * Run: npx jiti examples/rust-auth/basic.ts
 */
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  type LoginRequest,
} from "clientwright/rust-auth";

export async function main(
  options: AuthClientOptions,
  { email, password }: LoginRequest,
  print = console.log,
): Promise<void> {
  const client = new AuthClient(options);

  const { user } = await client.register({ email, password, firstName: "Mara", lastName: "Quill" });
  print(`Welcome, ${user.fullName}!`);

  // Registering has signed in already; this is how it goes the next time.
  await client.login(email, password);

  const current = await client.getCurrentUser();
  print(`User: ${current.email}, verified: ${current.isVerified}`);

  const updated = await client.updateProfile({ firstName: "Jane" });
  print(`Now called ${updated.fullName}`);

  try {
    await client.changePassword(password, "Another#Calm7");
    print("Password changed");
  } catch (error) {
    // Version 1.0.0 of the service has no such route.
    if (!(error instanceof AuthError && error.statusCode === 404)) throw error;
    print("This service cannot change passwords");
  }

  await client.logout();
  print(`Signed in: ${client.isAuthenticated()}`);
  await client.close();
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  const { AUTH_PASSWORD: password = "Str0ng&Silent!" } = process.env;
  await main({ baseUrl }, { email, password });
}
