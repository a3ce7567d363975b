/** Compares a folder with its dataset of the server, and changes neither. */
import { isDeepStrictEqual } from "node:util";
import type { NdiCloudClient } from "../client.js";
import { documentBody, ndiIdOf } from "../document-body.js";
import { NdiSyncError } from "../errors.js";
import { type DownloadDocumentsOptions, walkDownload } from "./download-documents.js";
import type { LocalDataset } from "./local-dataset.js";
import { remoteDocuments } from "./remote-documents.js";
import { callOptions, checkAborted, isAbort, type WorkOptions } from "./work.js";

/** Which documents are where. */
export interface DocumentDifference {
  readonly localOnlyIds: readonly string[];
  readonly remoteOnlyIds: readonly string[];
  readonly commonIds: readonly string[];
  readonly numLocalOnly: number;
  readonly numRemoteOnly: number;
  readonly numCommon: number;
}

/** A document that both sides have, and that is not the same. */
export interface DocumentMismatch {
  readonly ndiId: string;
  /** Id of the server. */
  readonly apiId: string;
  readonly reason: string;
}

/** What was found. */
export interface ValidationReport
  extends Pick<DocumentDifference, "localOnlyIds" | "remoteOnlyIds" | "commonIds"> {
  readonly mismatchedIds: readonly string[];
  readonly mismatchDetails: readonly DocumentMismatch[];
}

/** How documents are compared. */
export interface ValidateOptions extends DownloadDocumentsOptions {
  /** In archives, or one by one. Default: `bulk`. */
  readonly comparison?: "bulk" | "serial";
}

/** Which documents one side has and the other has not, by their NDI ids alone. [NDI-164] */
export async function documentDifference(
  client: NdiCloudClient,
  dataset: LocalDataset,
  options: WorkOptions = {},
): Promise<DocumentDifference> {
  return (await compared(client, dataset, options)).difference;
}

/**
 * Compares the documents that both sides have, without their files and the server's ids; NaN equals NaN. [NDI-164]
 *
 * @throws {NdiSyncError} when the folder belongs to no dataset of the server.
 */
export async function validateSync(
  client: NdiCloudClient,
  dataset: LocalDataset,
  options: ValidateOptions = {},
): Promise<ValidationReport> {
  const { difference, remote, datasetId } = await compared(client, dataset, options);
  const { localOnlyIds, remoteOnlyIds, commonIds } = difference;
  const apiIds = new Map(commonIds.map((id) => [id, remote.get(id) ?? ""]));
  const compare = options.comparison === "serial" ? compareEach : compareArchives;
  const reasons = await compare({ client, dataset, datasetId, apiIds, options });
  const mismatchDetails = commonIds.flatMap((ndiId) => {
    const reason = reasons.get(ndiId);
    return reason === undefined ? [] : [{ ndiId, apiId: apiIds.get(ndiId) ?? "", reason }];
  });
  const mismatchedIds = mismatchDetails.map(({ ndiId }) => ndiId);
  return { localOnlyIds, remoteOnlyIds, commonIds, mismatchedIds, mismatchDetails };
}

async function compared(client: NdiCloudClient, dataset: LocalDataset, options: WorkOptions) {
  const link = await dataset.link();
  if (link === undefined)
    throw new NdiSyncError(`${dataset.path} belongs to no dataset of the server`, {
      ...{ kind: "config", code: "NO_LINK" },
    });
  const local = await dataset.documents.ids();
  const remote = await remoteDocuments(client, link.datasetId, options);
  const here = new Set(local);
  const localOnlyIds = local.filter((id) => !remote.has(id));
  const commonIds = local.filter((id) => remote.has(id));
  const remoteOnlyIds = [...remote.keys()].filter((id) => !here.has(id)).sort();
  const difference: DocumentDifference = {
    ...{ localOnlyIds, remoteOnlyIds, commonIds },
    numLocalOnly: localOnlyIds.length,
    numRemoteOnly: remoteOnlyIds.length,
    numCommon: commonIds.length,
  };
  return { difference, remote, datasetId: link.datasetId };
}

interface Comparison {
  readonly client: NdiCloudClient;
  readonly dataset: LocalDataset;
  readonly datasetId: string;
  /** Ids of the server by NDI ids. */
  readonly apiIds: ReadonlyMap<string, string>;
  readonly options: ValidateOptions;
}

const reasons = {
  different: "Document properties do not match.",
  missing: "Remote document could not be found in bulk download.",
  failed: "Failed to retrieve remote document.",
};

async function compareArchives(about: Comparison): Promise<Map<string, string>> {
  const { client, dataset, datasetId, apiIds, options } = about;
  const found = new Map([...apiIds.keys()].map((id) => [id, reasons.missing]));
  for await (const document of walkDownload(client, datasetId, [...apiIds.values()], options)) {
    const ndiId = ndiIdOf({ base: document.base }) ?? String(document.id ?? "");
    if (!apiIds.has(ndiId)) continue;
    if (await isSame(dataset, ndiId, document)) found.delete(ndiId);
    else found.set(ndiId, reasons.different);
  }
  return found;
}

async function compareEach(about: Comparison): Promise<Map<string, string>> {
  const { client, dataset, datasetId, apiIds, options } = about;
  const found = new Map<string, string>();
  for (const [ndiId, id] of apiIds) {
    checkAborted(options);
    try {
      const document = await client.documents.get(datasetId, id, callOptions(options));
      if (!(await isSame(dataset, ndiId, documentBody(document))))
        found.set(ndiId, reasons.different);
    } catch (error) {
      if (isAbort(error, options)) throw error;
      found.set(ndiId, reasons.failed);
    }
  }
  return found;
}

async function isSame(dataset: LocalDataset, ndiId: string, remote: object): Promise<boolean> {
  const local = await dataset.documents.get(ndiId);
  return local !== undefined && isDeepStrictEqual(bare(local), bare(remote));
}

/** Files are elsewhere on each side, and only the server has ids of its own. */
function bare(document: object): Record<string, unknown> {
  const { files: _files, id: _id, ...rest } = document as Record<string, unknown>;
  return rest;
}
