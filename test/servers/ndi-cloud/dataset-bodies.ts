// Datasets on the wire.
import { type JsonObject, type PageWish, slice } from "./body.js";
import { liveDocuments, type StoredDataset } from "./datasets.js";
import { timestamp } from "./ids.js";
import type { Oddities } from "./oddities.js";

/** Members that single datasets have and lists have not. */
const detailOnly = [
  "species",
  "neurons",
  "numberOfSubjects",
  "brainRegions",
  "pubMedId",
  "affiliation",
  "associatedPublications",
];

/** `DatasetListPage`. */
export function datasetPage(
  datasets: readonly StoredDataset[],
  wish: PageWish,
  oddities: Oddities,
): JsonObject {
  const items = slice(datasets, wish).map((dataset) => listItem(dataset, oddities));
  const bare = { datasets: items, ...wish };
  const page = oddities.noTotals ? bare : { totalNumber: datasets.length, ...bare };
  if (items.length > 0 || oddities.emptyDatasets === "list") return page;
  const { datasets: _, ...without } = page;
  return oddities.emptyDatasets === "object" ? { ...without, datasets: {} } : without;
}

/** `DatasetListItem`. */
export function listItem(dataset: StoredDataset, oddities: Oddities): JsonObject {
  const fields = Object.entries(dataset.fields).filter(([name]) => !detailOnly.includes(name));
  return { id: dataset.id, ...Object.fromEntries(fields), ...summary(dataset, oddities) };
}

/** `DatasetCreated`. */
export function createdBody(dataset: StoredDataset, oddities: Oddities): JsonObject {
  const { id: _, ...item } = listItem(dataset, oddities);
  const name = oddities.datasetId === "documented" ? "id" : oddities.datasetId;
  return { [name]: dataset.id, ...item };
}

/** `Dataset`. */
export function datasetBody(dataset: StoredDataset, oddities: Oddities): JsonObject {
  const { isSubmitted, isPublishing, files } = dataset;
  const name = oddities.datasetId === "documented" ? "_id" : oddities.datasetId;
  const entries = [...files.values()].map(({ uid, uploaded, size, sourceDatasetId }) => ({
    uid,
    ...uploadedMember(uploaded, oddities),
    ...(size !== undefined && { size }),
    sourceDatasetId,
  }));
  return {
    [name]: dataset.id,
    ...dataset.fields,
    ...summary(dataset, oddities),
    ...{ isSubmitted, isPublishing, publishProgress: publishProgress(dataset) },
    files: oddities.filesWithoutUid ? [{ uploaded: true }, ...entries] : entries,
    documents: [],
  };
}

/** How far publishing has come, in files. */
export function publishProgress({ files, isPublished }: StoredDataset): JsonObject {
  return { filesCopied: isPublished ? files.size : 0, filesTotal: files.size };
}

function uploadedMember(uploaded: boolean, { uploadedFlag }: Oddities): JsonObject {
  if (uploadedFlag === "absent") return {};
  return { uploaded: uploadedFlag === "number" ? Number(uploaded) : uploaded };
}

function summary(dataset: StoredDataset, { driftingCount }: Oddities): JsonObject {
  const { organizationId, branchOf, isPublished, isSubmitted, deletedAtMs, pruneAtMs } = dataset;
  const draft = isSubmitted ? "in-review" : "draft";
  const sizes = [...dataset.files.values()].map(({ size }) => size ?? 0);
  return {
    organizationId,
    createdAt: timestamp(dataset.createdAtMs),
    updatedAt: timestamp(dataset.updatedAtMs),
    branchOf: branchOf ?? null,
    isSubscribed: false,
    isPublished,
    publishStatus: isPublished ? "published" : draft,
    totalSize: sizes.reduce((sum, size) => sum + size, 0),
    documentCount: driftingCount ? 0 : liveDocuments(dataset).length,
    isDeleted: deletedAtMs !== undefined,
    deleteCommandTime: deletedAtMs === undefined ? null : timestamp(deletedAtMs),
    deleteOccurrenceTime: pruneAtMs === undefined ? null : timestamp(pruneAtMs),
  };
}
