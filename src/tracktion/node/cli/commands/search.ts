/** `search` and `batch`. */
import type { Command } from "commander";
import {
  addLeaf,
  exitCodes,
  type Outcome,
  type Perform,
  parseIntegerFrom,
  parseNonEmpty,
  printable,
  tableLines,
} from "../../../../node/cli/index.js";
import { type BatchSearchResult, RobustTracktionClient, type Track } from "../../../index.js";
import type { Session } from "../session.js";

interface SearchFlags {
  readonly limit: number;
  readonly offset?: number;
  readonly genre?: string;
  readonly sort?: string;
}

interface BatchFlags {
  readonly limit: number;
  readonly pauseMs: number;
}

/** Adds the commands that find tracks. */
export function addSearchCommands(program: Command, perform: Perform<Session>): void {
  addSearch(program, perform);
  addBatch(program, perform);
}

function addSearch(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "search", {
    summary: "find tracks by words; waits when the rate limit is reached",
    examples: [
      'tracktion-cli search "electronic music"',
      'tracktion-cli search "deep house" --limit 5 --sort popularity --json',
    ],
  })
    .argument("<query>", "what to look for", parseNonEmpty)
    .option("--limit <number>", "tracks at most", parseIntegerFrom(1), 10)
    .option("--offset <number>", "tracks to skip", parseIntegerFrom(0))
    .option("--genre <genre>", "tracks of this genre only", parseNonEmpty)
    .option("--sort <order>", "order of the tracks, such as popularity", parseNonEmpty)
    .action((query: string, options: SearchFlags, command: Command) =>
      perform(command, async ({ connect, call }) => {
        const { limit, offset, genre, sort } = options;
        await using client = new RobustTracktionClient(await connect("key"));
        const wanted = {
          limit,
          ...(offset !== undefined && { offset }),
          ...(genre && { genre }),
          ...(sort && { sort }),
        };
        const tracks = await client.searchTracksWithRetry(query, wanted, call);
        return { data: tracks, lines: trackLines(tracks) };
      }),
    );
}

function trackLines(tracks: readonly Track[]): string[] {
  const rows = tracks.map(({ title, artist, genre, duration }) => [title, artist, genre, duration]);
  return tableLines(["TITLE", "ARTIST", "GENRE", "SECONDS"], rows, "No tracks found");
}

function addBatch(program: Command, perform: Perform<Session>): void {
  addLeaf(program, "batch", {
    summary: "search one after the other, with a pause after each",
    examples: [
      'tracktion-cli batch house techno ambient "drum and bass"',
      "tracktion-cli batch house techno --limit 10 --pause-ms 250 --json",
    ],
  })
    .argument("<queries...>", "what to look for")
    .option("--limit <number>", "tracks at most of each search", parseIntegerFrom(1), 3)
    .option("--pause-ms <number>", "pause between searches", parseIntegerFrom(0), 1_000)
    .action((queries: string[], { limit, pauseMs }: BatchFlags, command: Command) =>
      perform(command, async ({ connect, call }) => {
        await using client = new RobustTracktionClient(await connect("key"));
        const options = { ...call, delayMs: pauseMs, query: { limit } };
        return batchOutcome(await client.batchSearchTracks(queries, options));
      }),
    );
}

/** Searches that failed are told with the others, and make the run a failure. */
function batchOutcome(results: readonly BatchSearchResult[]): Outcome {
  const data = results.map((result) =>
    "tracks" in result ? result : { query: result.query, error: result.error },
  );
  const isFailed = results.some((result) => "error" in result);
  const lines = results.flatMap(batchLines);
  return { data, lines, ...(isFailed && { exitCode: exitCodes.failure }) };
}

function batchLines(result: BatchSearchResult): string[] {
  const query = printable(result.query);
  if ("error" in result) return [`${query}: Error - ${printable(result.error)}`];
  const titles = result.tracks.map(
    ({ title, artist }) => `  ${printable(title)} by ${printable(artist)}`,
  );
  return [`${query}: ${result.tracks.length} tracks found`, ...titles];
}
