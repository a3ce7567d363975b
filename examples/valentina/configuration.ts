/**
 * Two ways to configure a client: single options, and a configuration made apart.
 *
 * Run: npx jiti examples/valentina/configuration.ts
 */
import { APIConfig, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  const { baseUrl = "", apiKey = "" } = options;

  await using simple = new VClient({ baseUrl, apiKey, timeoutMs: 30_000, setAsDefault: false });
  print(`Simple: ${(await simple.system.health()).version}`);

  const config = new APIConfig({
    baseUrl,
    apiKey,
    timeoutMs: 30_000,
    maxRetries: 3,
    retryDelayMs: 1_000,
    autoRetryRateLimit: true,
    autoIdempotencyKeys: true,
  });
  await using advanced = new VClient({ config, setAsDefault: false });
  print(
    `Advanced: ${(await advanced.system.health()).version}, up to ${config.maxRetries} retries`,
  );
}

if (process.argv[1] === import.meta.filename) await main(settings());
