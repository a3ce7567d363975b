/** What the server has of a dataset, by NDI ids. */
import type { NdiCloudClient } from "../client.js";
import { ndiIdOf } from "../document-body.js";
import { callOptions, clockOf, pause, say, type WorkOptions } from "./work.js";

/** Ids of the server by NDI ids; a document without an NDI id stands under the server's id. */
export type RemoteDocuments = ReadonlyMap<string, string>;

/** All documents of a dataset; of those that are there twice, the one that was listed first. */
export async function remoteDocuments(
  client: NdiCloudClient,
  datasetId: string,
  options: WorkOptions,
): Promise<RemoteDocuments> {
  const found = new Map<string, string>();
  for await (const summary of client.documents.listAll(datasetId, {}, callOptions(options))) {
    const ndiId = ndiIdOf(summary) ?? summary.id;
    if (!found.has(ndiId)) found.set(ndiId, summary.id);
    options.onProgress?.({ phase: "scan", done: found.size });
  }
  return found;
}

/** How long to wait until documents show that were sent. */
export interface IngestChoices {
  /** Milliseconds in all. Default: 60,000. */
  readonly ingestTimeoutMs?: number;
}

/** Wait after the first look, and the longest between two. */
const waits = { firstMs: 1_000, longestMs: 30_000 };

/**
 * Waits until documents that were sent in archives are there: the server unpacks them later, and has no job for it.
 *
 * @returns those that are not there when the time is up.
 */
export async function waitForDocuments(
  client: NdiCloudClient,
  datasetId: string,
  ndiIds: readonly string[],
  options: WorkOptions & IngestChoices,
): Promise<readonly string[]> {
  const clock = clockOf(options);
  const end = clock.now() + (options.ingestTimeoutMs ?? 60_000);
  let delayMs = waits.firstMs;
  for (let left = ndiIds; ; ) {
    if (left.length === 0) return left;
    const remote = await remoteDocuments(client, datasetId, { ...options, onProgress: undefined });
    left = left.filter((id) => !remote.has(id));
    options.onProgress?.({
      phase: "wait",
      done: ndiIds.length - left.length,
      total: ndiIds.length,
    });
    const remainingMs = end - clock.now();
    if (left.length === 0 || remainingMs <= 0) return left;
    say(options, `Waiting for ${left.length} documents that the server has not unpacked yet`);
    await pause(Math.min(delayMs, remainingMs), options);
    delayMs = Math.min(delayMs * 2, waits.longestMs);
  }
}
