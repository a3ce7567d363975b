/** Files of a dataset, as it tells them: there is no list of its own. */
import type { DatasetFile } from "../../generated/ndi-cloud/models.js";
import { getDataset } from "../../generated/ndi-cloud/resources/datasets.js";
import type { Caller, CallOptions, Clock } from "../runtime/index.js";

/** Whether to look for files that come meanwhile. */
export interface FileListOptions {
  /** Reads the dataset again until it names no new file. Default: false. */
  readonly checkForUpdates?: boolean;
  /** Wait before each of these readings, in milliseconds. Default: 10,000. */
  readonly waitForUpdatesMs?: number;
}

interface FileList {
  readonly datasetId: string;
  readonly choices: FileListOptions;
  readonly options: CallOptions | undefined;
}

/** A dataset that never comes to rest is left after so many readings. */
const mostRounds = 100;

/** The files, as the last reading has them. */
export async function listFiles(
  caller: Caller,
  clock: Clock,
  { datasetId, choices, options }: FileList,
): Promise<readonly DatasetFile[]> {
  const { checkForUpdates = false, waitForUpdatesMs = 10_000 } = choices;
  const read = async (): Promise<readonly DatasetFile[]> =>
    (await caller.call(getDataset, { path: { datasetId } }, options)).files ?? [];
  let files = await read();
  for (let round = 0; checkForUpdates && round < mostRounds; round += 1) {
    await clock.sleep(waitForUpdatesMs, options?.signal);
    const known = new Set(files.map(({ uid }) => uid));
    files = await read();
    if (files.every(({ uid }) => known.has(uid))) break;
  }
  return files;
}

/** Whether the bytes of a file are there; what a dataset does not say counts as no. Pure. */
export function isFileUploaded(files: readonly DatasetFile[], uid: string): boolean {
  return files.some((file) => file.uid === uid && file.uploaded === true);
}
