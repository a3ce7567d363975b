/**
 * Talk to a server with a certificate of its own making. For development only.
 *
 * Run: npx jiti examples/neurograph/tls.ts
 */
import { NeuroGraphClient, type NeuroGraphClientOptions } from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<void> {
  await using client = new NeuroGraphClient({ ...options, verifySsl: false });
  const health = await client.health.check();
  print(`${health.status}, version ${health.version}`);
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "https://localhost:8443" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
