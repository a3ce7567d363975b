/**
 * The guide's complete application: one search, then four in a batch.
 *
 * Run: TRACKTION_API_KEY=tk_live_... npx jiti examples/tracktion/complete.ts
 */
import {
  type RobustClientOptions,
  RobustTracktionClient,
  type Track,
  TracktionError,
} from "clientwright/tracktion";

const genres = ["house", "techno", "ambient", "drum and bass"];

/** What the process should end with. */
export async function main(
  env: Readonly<Record<string, string | undefined>>,
  print = console.log,
  more: RobustClientOptions = {},
): Promise<0 | 1> {
  if (!env.TRACKTION_API_KEY) {
    print("Please set TRACKTION_API_KEY environment variable");
    return 1;
  }
  await using client = RobustTracktionClient.fromEnv({ env, ...more });

  print("Tracktion API Example");
  print("====================");

  print("\nSearching for electronic music tracks...");
  printTracks(await search(client), print);

  print("\nBatch searching multiple genres...");
  for (const result of await client.batchSearchTracks(genres)) {
    if ("tracks" in result) print(`${result.query}: ${result.tracks.length} tracks found`);
    else print(`${result.query}: Error - ${result.error}`);
  }

  print("\nAPI example completed successfully!");
  return 0;
}

/** No tracks also when the search fails: the batch goes on all the same. */
async function search(client: RobustTracktionClient): Promise<Track[]> {
  try {
    return await client.searchTracksWithRetry("electronic music", { limit: 5 });
  } catch (error) {
    if (error instanceof TracktionError) return [];
    throw error;
  }
}

function printTracks(tracks: readonly Track[], print: typeof console.log): void {
  if (tracks.length === 0) {
    print("No tracks found or error occurred");
    return;
  }
  print(`Found ${tracks.length} tracks:`);
  for (const [index, track] of tracks.entries()) {
    print(`${index + 1}. ${track.title} by ${track.artist}`);
    print(`   Genre: ${track.genre ?? "Unknown"}`);
    print(`   Duration: ${track.duration ?? "Unknown"}`);
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.env);
