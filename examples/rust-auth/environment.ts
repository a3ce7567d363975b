/**
 * Configuration out of the environment: AUTH_SERVICE_URL, AUTH_TIMEOUT (seconds), AUTH_VERIFY_SSL.
 *
 * Run: npx jiti examples/rust-auth/environment.ts
 */
import { AuthClient, type Environment } from "clientwright/rust-auth";

export async function main(environment: Environment, print = console.log): Promise<void> {
  // What is said here wins over the environment; the number of retries is no business of it.
  await using client = AuthClient.fromEnv(environment, { maxRetries: 3 });
  const health = await client.healthCheck();
  print(`Service status: ${health.status}`);
}

if (process.argv[1] === import.meta.filename) await main(process.env);
