/**
 * Log in with name and password, then ask who that is. Tokens are renewed by themselves.
 *
 * Run: TRACKTION_USERNAME=... TRACKTION_PASSWORD=... npx jiti examples/tracktion/login.ts
 */
import { JwtAuthClient, type JwtClientOptions } from "clientwright/tracktion";

/** Name and password of an account. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

export async function main(
  { username, password }: Account,
  options: JwtClientOptions = {},
  print = console.log,
): Promise<void> {
  await using client = new JwtAuthClient(options);
  if (!(await client.login(username, password))) {
    print("Login refused");
    return;
  }
  const response = await client.makeAuthenticatedRequest("GET", "/api/v1/user/profile");
  const user = (await response.json()) as { readonly email: string };
  print(`Welcome, ${user.email}!`);

  // The same with the method that knows its path and its answer.
  const { tier } = await client.getUserProfile();
  print(`Your tier is ${tier}.`);
}

if (process.argv[1] === import.meta.filename) {
  const { TRACKTION_USERNAME: username = "", TRACKTION_PASSWORD: password = "" } = process.env;
  const { TRACKTION_BASE_URL: baseUrl } = process.env;
  await main({ username, password }, baseUrl ? { baseUrl } : {});
}
