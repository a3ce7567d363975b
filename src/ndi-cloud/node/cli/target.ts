/** A dataset as people name it: by its id, or by a folder that is linked to it. */
import { NdiConfigError } from "../../errors.js";
import { LocalDataset } from "../local-dataset.js";

/** What was named. */
export interface Target {
  readonly datasetId: string;
  /** The folder, where one was named. */
  readonly folder?: LocalDataset;
}

/**
 * Ids are 24 hexadecimal digits; all else is a folder.
 *
 * @throws {NdiConfigError} when there is no dataset folder, or it is linked to none.
 */
export async function targetFrom(text: string): Promise<Target> {
  if (/^[0-9a-f]{24}$/i.test(text)) return { datasetId: text };
  const folder = await LocalDataset.open(text);
  const link = await folder.link();
  if (link !== undefined) return { datasetId: link.datasetId, folder };
  throw new NdiConfigError(
    `${folder.path} is linked to no dataset: upload it with clientwright-ndi upload`,
  );
}
