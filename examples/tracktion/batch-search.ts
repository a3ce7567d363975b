/**
 * Search for four genres in turn, waiting where the rate limit asks for it.
 *
 * Run: TRACKTION_API_KEY=tk_live_... npx jiti examples/tracktion/batch-search.ts
 */
import { type RobustClientOptions, RobustTracktionClient } from "clientwright/tracktion";

const queries = ["electronic", "house music", "techno", "ambient"];

export async function main(options: RobustClientOptions, print = console.log): Promise<void> {
  await using client = new RobustTracktionClient(options);
  for (const result of await client.batchSearchTracks(queries)) {
    if ("tracks" in result) print(`Found ${result.tracks.length} tracks for '${result.query}'`);
    else print(`Error for '${result.query}': ${result.error}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { TRACKTION_API_KEY: apiKey = "", TRACKTION_BASE_URL: baseUrl } = process.env;
  await main({ apiKey, ...(baseUrl && { baseUrl }) });
}
