/**
 * Search with an API key.
 *
 * Run: TRACKTION_API_KEY=tk_live_... npx jiti examples/tracktion/key-search.ts
 */
import {
  RateLimitError,
  TracktionApiError,
  TracktionClient,
  type TracktionClientOptions,
} from "clientwright/tracktion";

export async function main(options: TracktionClientOptions, print = console.log): Promise<void> {
  await using client = new TracktionClient(options);
  try {
    const tracks = await client.searchTracks("electronic music", { limit: 5 });
    for (const track of tracks) print(`${track.title} by ${track.artist}`);
  } catch (error) {
    if (error instanceof RateLimitError) print(`Rate limit error: ${error.message}`);
    else if (error instanceof TracktionApiError) print(`HTTP error: ${error.message}`);
    else throw error;
  }
}

if (process.argv[1] === import.meta.filename) {
  const { TRACKTION_API_KEY: apiKey = "", TRACKTION_BASE_URL: baseUrl } = process.env;
  await main({ apiKey, ...(baseUrl && { baseUrl }) });
}
