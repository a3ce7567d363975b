/**
 * Turn every failure of a search into one line and null.
 *
 * Run: TRACKTION_API_KEY=tk_live_... npx jiti examples/tracktion/safe-search.ts
 */
import {
  RateLimitError,
  RobustApiHandler,
  type Track,
  TracktionApiError,
  TracktionClient,
  type TracktionClientOptions,
} from "clientwright/tracktion";

/** The tracks; null after a failure, which was printed. `client.safeSearchTracks` does the same. */
export async function safeSearchTracks(
  handler: RobustApiHandler<TracktionClient>,
  query: string,
  print = console.log,
): Promise<Track[] | null> {
  try {
    return await handler.handleApiCall(handler.client.searchTracks, query);
  } catch (error) {
    if (error instanceof RateLimitError) print(`Rate Limit Error: ${error.message}`);
    else if (error instanceof TracktionApiError)
      print(`API Error (${error.errorCode}): ${error.message}`);
    else throw error;
    return null;
  }
}

export async function main(options: TracktionClientOptions, print = console.log): Promise<void> {
  await using client = new TracktionClient(options);
  const handler = new RobustApiHandler(client);
  const tracks = await safeSearchTracks(handler, "electronic music", print);
  if (tracks !== null && tracks.length > 0) print(`Found ${tracks.length} tracks`);
}

if (process.argv[1] === import.meta.filename) {
  const { TRACKTION_API_KEY: apiKey = "", TRACKTION_BASE_URL: baseUrl } = process.env;
  await main({ apiKey, logger: console, ...(baseUrl && { baseUrl }) });
}
