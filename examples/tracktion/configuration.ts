/**
 * Write a configuration file unless there is one, and make a client out of it.
 *
 * Run: npx jiti examples/tracktion/configuration.ts
 */
import { existsSync } from "node:fs";
import {
  createConfigFile,
  defaultConfigPath,
  loadConfig,
  type RobustClientOptions,
  RobustTracktionClient,
} from "clientwright/tracktion";

export async function main(
  path: string = defaultConfigPath,
  print = console.log,
  more: RobustClientOptions = {},
): Promise<void> {
  if (!existsSync(path)) {
    print(`Created ${await createConfigFile(path)}`);
    print("  Please put your own API key in the place of its api_key");
  }
  const { baseUrl, timeoutMs, maxRetries, apiKey } = await loadConfig(path);
  print(`${baseUrl}, ${timeoutMs} ms for each request, ${maxRetries} retries`);
  if (apiKey === undefined) return;

  await using client = await RobustTracktionClient.fromConfig(path, more);
  const tracks = await client.searchTracksWithRetry("electronic music", { limit: 5 });
  print(`Found ${tracks.length} tracks`);
}

if (process.argv[1] === import.meta.filename) await main();
