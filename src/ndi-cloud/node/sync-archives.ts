/** Archives of files around a synchronisation: those that others sent before it, and those that it sends itself. */
import type { BulkUploadJob } from "../../../generated/ndi-cloud/models.js";
import type { NdiCloudClient } from "../client.js";
import { NdiSyncError } from "../errors.js";
import { poll } from "../polling.js";
import type { SentArchive } from "./upload-files.js";
import { callOptions, clockOf, isAbort, reasonOf, say, type WorkOptions } from "./work.js";

/** Milliseconds after which nobody fills a job any more that waits for its archive: its upload address is over. */
export const addressLifeMs = 3_600_000;

/** As for `waitForAllBulkUploads`. */
const patience = { timeoutMs: 300_000, initialDelayMs: 1_000, factor: 2, maxDelayMs: 30_000 };

/**
 * Waits for archives that are being unpacked. Whoever asks for an upload address makes a job, also when the answer is
 * lost on the way: such a job is `queued` for ever. One that is older than an address lives is not waited for, and one
 * that is still queued in the end is told and no hindrance: should its archive come after all, a file is sent twice,
 * which changes nothing. Archives that failed are no hindrance either: their files are sent again.
 *
 * @throws {NdiSyncError} with the code `UPLOADS_ACTIVE` when an archive is still being unpacked in the end, or the
 * server does not tell.
 */
export async function settleArchives(
  client: NdiCloudClient,
  datasetId: string,
  options: WorkOptions,
): Promise<void> {
  const clock = clockOf(options);
  const isAlive = (job: BulkUploadJob): boolean => !isAbandoned(job, clock.now());
  const { isDone, answer, error } = await poll({
    ...{ ...patience, clock, signal: options.signal },
    ask: async () => await client.files.listBulkUploads(datasetId, {}, callOptions(options)),
    isDone: ({ jobs }) => !jobs.some(isAlive),
  });
  if (answer === undefined) throw stillActive(`Dataset ${datasetId}: ${reasonOf(error)}`, error);
  const { jobs } = answer;
  const unpacking = jobs.filter(({ state }) => state !== "queued");
  if (!isDone && unpacking.length > 0) {
    const message = `${unpacking.length} archives of dataset ${datasetId} are still being unpacked`;
    throw stillActive(message, { jobs: unpacking });
  }
  if (jobs.length === 0) return;
  const ids = jobs.map(({ jobId }) => jobId).join(", ");
  say(options, `Archives that were announced and never came are not waited for: jobs ${ids}`);
}

/** Archives that were not unpacked. */
export interface NotUnpacked {
  /** Why, in a sentence; undefined when all were. */
  readonly message: string | undefined;
  /** Uids of the files in them. */
  readonly uids: readonly string[];
}

/**
 * Waits until each archive is unpacked, up to a minute for each. Older servers name no jobs: what became of their
 * archives shows in the files of the dataset alone, and the next run sends again what is missing.
 */
export async function unpackedArchives(
  client: NdiCloudClient,
  archives: readonly SentArchive[],
  options: WorkOptions,
): Promise<NotUnpacked> {
  const reasons: string[] = [];
  const uids: string[] = [];
  const named = archives.filter(({ jobId }) => jobId !== "");
  for (const [done, archive] of named.entries()) {
    options.onProgress?.({ phase: "wait", done, total: named.length });
    const reason = await trouble(client, archive.jobId, options);
    if (reason === undefined) continue;
    say(options, reason);
    reasons.push(reason);
    uids.push(...archive.uids);
  }
  return { message: reasons.length === 0 ? undefined : reasons.join("; "), uids };
}

async function trouble(
  client: NdiCloudClient,
  jobId: string,
  options: WorkOptions,
): Promise<string | undefined> {
  try {
    const { state } = await client.files.waitForBulkUpload(jobId, callOptions(options));
    return state === "complete" ? undefined : `Job ${jobId} has not unpacked its archive in time`;
  } catch (error) {
    if (isAbort(error, options) || !(error instanceof Error)) throw error;
    return reasonOf(error);
  }
}

function isAbandoned({ state, createdAt }: BulkUploadJob, now: number): boolean {
  return state === "queued" && now - Date.parse(createdAt) > addressLifeMs;
}

function stillActive(message: string, details: unknown): NdiSyncError {
  return new NdiSyncError(message, { kind: "timeout", code: "UPLOADS_ACTIVE", details });
}
