/** Where the files of a document are, and how to say it otherwise. Pure. */
import type { FileLocation } from "../../generated/ndi-cloud/models.js";
import { isRecord, type JsonRecord } from "../runtime/index.js";
import { checkText, mistake } from "./checks.js";

/** A file by its dataset and uid. */
export interface NdicReference {
  readonly datasetId: string;
  /** May hold slashes. */
  readonly uid: string;
}

/** `ndic://<datasetId>/<uid>`. */
export function ndicUri({ datasetId, uid }: NdicReference): string {
  checkText("datasetId", datasetId);
  checkText("uid", uid);
  return `ndic://${datasetId}/${uid}`;
}

/** @throws {NdiValidationError} for anything but `ndic://<datasetId>/<uid>` with both parts. */
export function parseNdicUri(uri: string): NdicReference {
  const [, datasetId, uid] = /^ndic:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  if (datasetId === undefined || uid === undefined)
    throw mistake("A reference to a file must have the form ndic://datasetId/uid");
  return { datasetId, uid };
}

/** All locations of a document's files, whether they stand in lists or alone. */
export function fileLocations(document: object): readonly FileLocation[] {
  const found: FileLocation[] = [];
  mapFileLocations(document, (location) => {
    found.push(location);
    return location;
  });
  return found;
}

/** A copy of a document with other locations. What stood alone stands alone, what stood in lists in lists. */
export function mapFileLocations<T extends object>(
  document: T,
  change: (location: FileLocation) => FileLocation,
): T {
  const { files } = document as { readonly files?: unknown };
  if (!isRecord(files) || files.file_info === undefined) return document;
  const ofInfo = (info: JsonRecord): JsonRecord =>
    info.locations === undefined ? info : { ...info, locations: each(info.locations, change) };
  return { ...document, files: { ...files, file_info: each(files.file_info, ofInfo) } };
}

/** A copy of a document that names its files by reference, in place of addresses and paths. [NDI-101] */
export function withNdicLocations<T extends object>(document: T, datasetId: string): T {
  return mapFileLocations(document, (location) => {
    const { uid } = location;
    if (!uid) return location;
    const place = { location: ndicUri({ datasetId, uid }), location_type: "ndicloud" };
    return { ...location, ...place, ingest: 0, delete_original: 0 };
  });
}

function each(value: unknown, change: (item: JsonRecord) => JsonRecord): unknown {
  if (Array.isArray(value)) return value.map((item) => (isRecord(item) ? change(item) : item));
  return isRecord(value) ? change(value) : value;
}
