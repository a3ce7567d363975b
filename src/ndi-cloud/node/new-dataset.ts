/** Makes a dataset of the server from a folder. */
import { basename } from "node:path";
import type { NdiCloudClient } from "../client.js";
import { NdiUploadError } from "../errors.js";
import type { NewDataset } from "../models.js";
import { createOnce } from "./dataset-creation.js";
import { type LocalDataset, withLock } from "./local-dataset.js";
import { type PushOptions, pushDocuments, pushFiles, settleJournal } from "./push-documents.js";
import { remoteDocuments } from "./remote-documents.js";
import { clockOf } from "./work.js";

/** How a dataset is made. */
export interface NewDatasetOptions extends PushOptions {
  /** Default: name of the folder. */
  readonly name?: string;
  /** More about it. */
  readonly fields?: Partial<NewDataset>;
  /** Default: the current organization of the client. */
  readonly organizationId?: string;
}

/**
 * Makes a dataset, links the folder to it, and uploads documents and files. A run that was stopped is continued by the
 * next: a folder that is linked already is uploaded to its dataset. [NDI-092]
 *
 * @returns the id of the dataset.
 * @throws {NdiUploadError} when something was not uploaded; `details` tells what.
 */
export async function newDataset(
  client: NdiCloudClient,
  dataset: LocalDataset,
  options: NewDatasetOptions = {},
): Promise<string> {
  return await withLock(dataset, async () => {
    const datasetId = (await dataset.link())?.datasetId ?? (await create(client, dataset, options));
    await uploadAll(client, dataset, datasetId, options);
    return datasetId;
  });
}

async function create(
  client: NdiCloudClient,
  dataset: LocalDataset,
  options: NewDatasetOptions,
): Promise<string> {
  const { name = basename(dataset.path), fields, organizationId } = options;
  const keep = async (datasetId: string): Promise<void> => {
    const link = { datasetId, organizationId: organizationId ?? client.organizationId };
    await dataset.setLink(link, clockOf(options).now());
  };
  const wish = { fields: { ...fields, name }, organizationId };
  return await createOnce(client, dataset, wish, { ...options, keep });
}

/** Uploads what the server does not have. */
async function uploadAll(
  client: NdiCloudClient,
  dataset: LocalDataset,
  datasetId: string,
  options: PushOptions,
): Promise<void> {
  await settleJournal(client, dataset, datasetId, options);
  const before = await remoteDocuments(client, datasetId, options);
  const local = await dataset.documents.ids();
  const missing = local.filter((id) => !before.has(id));
  if (missing.length > 0) {
    const { failed, outcome, files } = await pushDocuments(
      client,
      dataset,
      datasetId,
      missing,
      options,
    );
    if (failed.length > 0) throw incomplete(`${failed.length} documents`, { failed, ...outcome });
    if (files?.success === false) throw incomplete(files.message, files);
  }
  const kept = local.filter((id) => before.has(id));
  const files = await pushFiles(client, dataset, datasetId, kept, options);
  if (files?.success === false) throw incomplete(files.message, files);
  const remote = await remoteDocuments(client, datasetId, options);
  const now = clockOf(options).now();
  await dataset.writeIndex({ localIds: local, remoteIds: remote.keys(), now });
}

function incomplete(what: string, details: unknown): NdiUploadError {
  return new NdiUploadError(`Not everything was uploaded: ${what}`, {
    code: "INCOMPLETE",
    details,
  });
}
