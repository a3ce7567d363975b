/**
 * One configuration for your own machine, one for production.
 *
 * Run: npx jiti examples/rust-auth/configurations.ts
 */
import { AuthClient, type AuthClientOptions } from "clientwright/rust-auth";

/** Patient, and without a certificate that anybody would trust. Never use this elsewhere. */
export const development: AuthClientOptions = {
  baseUrl: "https://localhost:8443/api",
  timeoutMs: 30_000,
  maxRetries: 5,
  verifySsl: false,
};

export const production: AuthClientOptions = {
  baseUrl: "https://api.production.com",
  timeoutMs: 10_000,
  maxRetries: 3,
  verifySsl: true,
};

export async function main(options: AuthClientOptions, print = console.log): Promise<void> {
  await using client = new AuthClient(options);
  const health = await client.healthCheck();
  print(`Service status: ${health.status}`);
}

if (process.argv[1] === import.meta.filename) {
  await main(process.env.NODE_ENV === "production" ? production : development);
}
