/**
 * A command of your own that signs in once and remembers it: `whoami`, `login <email>`, `logout`.
 * The package's own command, with more of them, is `rust-auth-cli`.
 *
 * Run: npx jiti examples/rust-auth/command-line.ts
 */
import { homedir } from "node:os";
import { join } from "node:path";
import { fileTokenStore } from "clientwright/node";
import { AuthClient, type AuthClientOptions, AuthError } from "clientwright/rust-auth";

const usage = "Usage: command-line.ts whoami | login <email> | logout (password in AUTH_PASSWORD)";

/** What the command answers; throws what the client throws. */
async function run(client: AuthClient, argv: readonly string[], password: string): Promise<string> {
  const [command, email] = argv;
  switch (command) {
    case "login": {
      if (email === undefined || password === "") return usage;
      const { user } = await client.login(email, password);
      return `Signed in as ${user.fullName}`;
    }
    case "whoami": {
      if (!(await client.restoreTokens())) return "Please log in first";
      const user = await client.getCurrentUser();
      return `${user.fullName} <${user.email}>`;
    }
    case "logout":
      await client.logout();
      return "Signed out";
    default:
      return usage;
  }
}

/** @returns The exit code. */
export async function main(
  options: AuthClientOptions,
  argv: readonly string[],
  { password = "", tokenFile = join(homedir(), ".my-command", "session.json") } = {},
  print = console.log,
): Promise<number> {
  await using client = new AuthClient({ ...options, tokenStore: fileTokenStore(tokenFile) });
  try {
    print(await run(client, argv, password));
    return 0;
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    print(`Error: ${error.message}`);
    return 1;
  }
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_PASSWORD: password = "" } = process.env;
  process.exitCode = await main({ baseUrl }, process.argv.slice(2), { password });
}
