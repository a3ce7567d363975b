/** What of a folder is still to be uploaded. */
import type { NdiDocument } from "../../../generated/ndi-cloud/models.js";
import { isRecord } from "../../runtime/index.js";
import type { NdiCloudClient } from "../client.js";
import { ndiIdOf } from "../document-body.js";
import type { LocalDataset } from "./local-dataset.js";
import { type RemoteDocuments, remoteDocuments } from "./remote-documents.js";
import type { UploadFileEntry } from "./upload-files.js";
import { callOptions, say, type WorkOptions } from "./work.js";

/** What is looked at. */
export interface ScanOptions extends WorkOptions {
  /** Default: all documents of the folder. */
  readonly documents?: readonly NdiDocument[];
  /** Dataset of the server that has some of it already. */
  readonly datasetId?: string;
  /** Whether the server has nothing yet. Default: when no dataset is named. */
  readonly isNew?: boolean;
}

/** A document, and whether the server has it. */
export interface ScannedDocument {
  readonly docId: string;
  readonly isUploaded: boolean;
}

/** A file of a document, and whether the server has its bytes. Fits `uploadZip`. */
export interface ScannedFile extends UploadFileEntry {
  readonly name: string;
  readonly docId: string;
  readonly bytes: number;
  readonly isUploaded: boolean;
}

/** What was found. */
export interface Scan {
  readonly documents: readonly ScannedDocument[];
  readonly files: readonly ScannedFile[];
  /** Files that are still to be sent, in units of 1,024 bytes. */
  readonly totalSizeKb: number;
}

/**
 * Looks at documents and their files. A file is one location of a file of a document; a name in `file_list` that ends
 * in `#` stands for the series of that name with a number. Files whose bytes are not in the folder have no bytes.
 * [NDI-173]
 */
export async function scanForUpload(
  client: NdiCloudClient,
  dataset: LocalDataset,
  options: ScanOptions = {},
): Promise<Scan> {
  const { datasetId, isNew = datasetId === undefined } = options;
  const served =
    isNew || datasetId === undefined ? nothing : await lookAt(client, datasetId, options);
  const documents: ScannedDocument[] = [];
  const files: ScannedFile[] = [];
  for await (const document of options.documents ?? dataset.documents.walk()) {
    const docId = ndiIdOf(document);
    if (docId === undefined) continue;
    documents.push({ docId, isUploaded: served.documents.has(docId) });
    for (const { uid, name } of filesOf(document)) {
      const bytes = (await dataset.files.get(uid))?.bytes ?? 0;
      files.push({ uid, name, docId, bytes, isUploaded: served.hasFile(uid) });
    }
  }
  const left = files.filter(({ isUploaded }) => !isUploaded);
  const total = left.reduce((sum, { bytes }) => sum + bytes, 0);
  say(options, `${documents.length} documents, ${left.length} files to send`);
  return { documents, files, totalSizeKb: total / 1024 };
}

interface Served {
  readonly documents: RemoteDocuments;
  hasFile(uid: string): boolean;
}

const nothing: Served = { documents: new Map(), hasFile: () => false };

async function lookAt(
  client: NdiCloudClient,
  datasetId: string,
  options: WorkOptions,
): Promise<Served> {
  const documents = await remoteDocuments(client, datasetId, options);
  const files = await client.files.list(datasetId, {}, callOptions(options));
  const uploaded = new Set(files.filter((file) => file.uploaded === true).map(({ uid }) => uid));
  return { documents, hasFile: (uid) => uploaded.has(uid) };
}

/** Files that `file_list` names, in its order; all of them where there is no such list. */
function filesOf(document: NdiDocument): { readonly uid: string; readonly name: string }[] {
  const files: unknown = document.files;
  if (!isRecord(files)) return [];
  const infos = many(files.file_info).flatMap((info) => {
    const name = String(info.name ?? "");
    return many(info.locations).flatMap(({ uid }) =>
      typeof uid === "string" && uid !== "" ? [{ uid, name }] : [],
    );
  });
  const { file_list: list } = files;
  if (!Array.isArray(list)) return infos;
  return infos.filter(({ name }) => list.some((entry) => isNamed(String(entry), name)));
}

function isNamed(entry: string, name: string): boolean {
  if (!entry.endsWith("#")) return entry === name;
  const stem = entry.slice(0, -1);
  return name.startsWith(stem) && /^[1-9][0-9]*$/.test(name.slice(stem.length));
}

function many(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}
