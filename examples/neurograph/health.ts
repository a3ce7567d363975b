/**
 * Is the server well, and how much does it hold?
 *
 * Run: npx jiti examples/neurograph/health.ts
 */
import { NeuroGraphClient, type NeuroGraphClientOptions, toDate } from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<void> {
  await using client = new NeuroGraphClient(options);

  const health = await client.health.check();
  print(`${health.status}, version ${health.version}, ${toDate(health.timestamp)?.toISOString()}`);

  const status = await client.health.status();
  print(`${status.status}, version ${status.version}, up ${status.uptime_seconds} s`);
  print(`${status.tokens_count} tokens, ${status.api_keys_count} API keys`);
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
