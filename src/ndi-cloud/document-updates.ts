/** Documents that are added while they are listed: the list is read on from its last page until nothing is new. */
import type { DocumentListPage, DocumentSummary } from "../../generated/ndi-cloud/models.js";
import type { Clock } from "../runtime/index.js";
import { type Walk, walkPages } from "./walk.js";

/** Whether to look for documents that come meanwhile. */
export interface UpdateOptions {
  /** Counts after the last page, and reads on while there are more than before. Default: false. */
  readonly checkForUpdates?: boolean;
  /** Wait before each count, in milliseconds. Default: 5,000. */
  readonly waitForUpdatesMs?: number;
}

/** A list that may grow. */
export interface WatchedDocuments {
  readonly walk: Walk<DocumentListPage, DocumentSummary>;
  readonly count: () => Promise<number>;
  readonly choices: UpdateOptions;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** A dataset that never comes to rest is left after so many counts. */
const mostRounds = 100;

/** All documents, each once. */
export async function* watchedDocuments(
  watched: WatchedDocuments,
): AsyncGenerator<DocumentSummary, void, undefined> {
  const { walk, count, choices, clock, signal } = watched;
  const { checkForUpdates = false, waitForUpdatesMs = 5_000 } = choices;
  const seen = new Set<string>();
  let last = 1;
  for await (const { page, items } of walkPages(walk)) {
    last = page;
    for (const item of items) {
      if (checkForUpdates) seen.add(item.id);
      yield item;
    }
  }
  if (!checkForUpdates) return;
  let known = seen.size;
  for (let round = 0; round < mostRounds; round += 1) {
    await clock.sleep(waitForUpdatesMs, signal);
    const now = await count();
    if (now <= known) return;
    known = now;
    for await (const { page, items } of walkPages(walk, last)) {
      last = page;
      for (const item of items) {
        if (seen.has(item.id)) continue;
        seen.add(item.id);
        yield item;
      }
    }
  }
}
