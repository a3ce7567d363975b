// Datasets with their documents and files, as the server keeps them.
import { isObject, type JsonObject, listOf, memberAt, textAt } from "./body.js";
import type { StoredObject } from "./storage/objects.js";

/** One document. */
export interface StoredDocument {
  /** The server's id. */
  readonly id: string;
  body: JsonObject;
  deletedAtMs: number | undefined;
  /** When it goes for good. */
  pruneAtMs: number | undefined;
}

/** One file of a dataset. */
export interface StoredFile {
  readonly uid: string;
  /** Under which the storage has it. */
  readonly key: string;
  readonly sourceDatasetId: string;
  uploaded: boolean;
  size: number | undefined;
}

/** One dataset. Tests may change it. */
export interface StoredDataset {
  readonly id: string;
  readonly organizationId: string;
  readonly branchOf: string | undefined;
  /** What people said about it. */
  fields: JsonObject;
  /** By id, in order of arrival. */
  readonly documents: Map<string, StoredDocument>;
  /** By uid. */
  readonly files: Map<string, StoredFile>;
  readonly createdAtMs: number;
  updatedAtMs: number;
  isSubmitted: boolean;
  isPublished: boolean;
  isPublishing: boolean;
  deletedAtMs: number | undefined;
  pruneAtMs: number | undefined;
  /** How many reads find nothing yet. */
  readsToMiss: number;
}

export function newDataset(
  id: string,
  organizationId: string,
  { fields, nowMs, branchOf }: { fields: JsonObject; nowMs: number; branchOf?: string },
): StoredDataset {
  return {
    ...{ id, organizationId, branchOf, fields },
    documents: new Map(),
    files: new Map(),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    isSubmitted: false,
    isPublished: false,
    isPublishing: false,
    deletedAtMs: undefined,
    pruneAtMs: undefined,
    readsToMiss: 0,
  };
}

/** Documents that are not deleted, in order of arrival. */
export function liveDocuments({ documents }: StoredDataset): StoredDocument[] {
  return [...documents.values()].filter(({ deletedAtMs }) => deletedAtMs === undefined);
}

/** Takes a document in, and notes the files that it names. */
export function addDocument(
  dataset: StoredDataset,
  id: string,
  body: JsonObject,
  nowMs: number,
): StoredDocument {
  const document = { id, body, deletedAtMs: undefined, pruneAtMs: undefined };
  dataset.documents.set(id, document);
  dataset.updatedAtMs = nowMs;
  noteFiles(dataset, body);
  return document;
}

/** Files that a document names are known from then on, though their bytes are not there. */
export function noteFiles(dataset: StoredDataset, body: JsonObject): void {
  for (const uid of fileUidsOf(body)) fileOf(dataset, uid);
}

/** The file, which is made when it is not there. */
export function fileOf(dataset: StoredDataset, uid: string): StoredFile {
  const { id, files } = dataset;
  const known = files.get(uid);
  if (known) return known;
  const key = `files/${id}/${uid}`;
  const file = { uid, key, sourceDatasetId: id, uploaded: false, size: undefined };
  files.set(uid, file);
  return file;
}

/** Its bytes are there. */
export function fileArrived(file: StoredFile, { size }: Pick<StoredObject, "size">): void {
  file.uploaded = true;
  file.size = size;
}

function fileUidsOf(body: JsonObject): string[] {
  return listOf(memberAt(body, ["files", "file_info"]))
    .flatMap((info) => listOf(memberAt(info, ["locations"])))
    .map((location) => textAt(location, "uid") ?? "")
    .filter((uid) => uid !== "");
}

/** The same body with `change` made to every location that has a uid; its shape is kept. */
export function mapLocations(
  body: JsonObject,
  change: (location: JsonObject, uid: string) => JsonObject,
): JsonObject {
  if (!isObject(body.files)) return body;
  const each = (value: unknown, map: (item: unknown) => unknown): unknown =>
    Array.isArray(value) ? value.map(map) : value === undefined ? undefined : map(value);
  const mapLocation = (location: unknown) => {
    const uid = textAt(location, "uid");
    return isObject(location) && uid !== undefined ? change(location, uid) : location;
  };
  const mapInfo = (info: unknown) =>
    isObject(info) ? { ...info, locations: each(info.locations, mapLocation) } : info;
  return { ...body, files: { ...body.files, file_info: each(body.files.file_info, mapInfo) } };
}
