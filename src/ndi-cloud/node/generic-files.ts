/** Downloads the files of `generic_file` documents under names for people. */
import { extname, join } from "node:path";
import type { NdiDocument } from "../../../generated/ndi-cloud/models.js";
import { isRecord, textOf } from "../../runtime/index.js";
import type { NdiCloudClient } from "../client.js";
import { ndiIdOf } from "../document-body.js";
import { NdiValidationError } from "../errors.js";
import { fileLocations } from "../file-locations.js";
import type { RetryChoices } from "./attempts.js";
import { type DownloadDocumentsOptions, walkDownload } from "./download-documents.js";
import { downloadTo } from "./download-files.js";
import { plainName } from "./file-names.js";
import { remoteDocuments } from "./remote-documents.js";
import { checkAborted, isAbort, reasonOf, say } from "./work.js";
import { writeZip } from "./zip-writer.js";

/** What files are called: as they were, by the NDI id of their document, or by both. */
export type NamingStrategy = "original" | "id" | "id_original";

/** How they are downloaded. */
export interface GenericFilesOptions extends DownloadDocumentsOptions, RetryChoices {
  /** Default: `original`. */
  readonly namingStrategy?: NamingStrategy;
  /** Writes them into an archive of this path as well. */
  readonly zip?: string;
}

/** Where files went. */
export interface GenericFiles {
  /** Paths by NDI ids. */
  readonly files: ReadonlyMap<string, string>;
  /** Why others did not come, by NDI ids. */
  readonly skipped: ReadonlyMap<string, string>;
}

/**
 * Downloads the files of documents with a `generic_file`. What fails is skipped, and said. No name leads out of the
 * folder, and of two that are the same the second gets the id of its document. [NDI-151]
 */
export async function downloadGenericFiles(
  client: NdiCloudClient,
  datasetId: string,
  ndiIds: readonly string[],
  folder: string,
  options: GenericFilesOptions = {},
): Promise<GenericFiles> {
  const { namingStrategy = "original" } = options;
  if (!["original", "id", "id_original"].includes(namingStrategy))
    throw new NdiValidationError("namingStrategy must be original, id or id_original");
  const remote = await remoteDocuments(client, datasetId, options);
  const skipped = new Map(
    ndiIds.filter((id) => !remote.has(id)).map((id) => [id, "no such document"]),
  );
  const files = new Map<string, string>();
  const taken = new Set<string>();
  const ids = [...new Set(ndiIds)].flatMap((id) => remote.get(id) ?? []);
  for await (const document of walkDownload(client, datasetId, ids, options)) {
    checkAborted(options);
    const ndiId = ndiIdOf({ base: document.base }) ?? "";
    try {
      const { uid, original } = genericFile(document);
      const wanted = nameOf(namingStrategy, ndiId, original);
      const name = taken.has(wanted.toLowerCase())
        ? nameOf("id_original", ndiId, original)
        : wanted;
      const path = join(folder, name);
      await downloadTo(client, { datasetId, uid }, path, options);
      taken.add(name.toLowerCase());
      files.set(ndiId, path);
    } catch (error) {
      if (isAbort(error, options)) throw error;
      skipped.set(ndiId, reasonOf(error));
    }
  }
  for (const [id, reason] of skipped) say(options, `Document ${id} is left out: ${reason}`);
  if (options.zip) await packed(options.zip, files, folder, options);
  return { files, skipped };
}

async function packed(
  path: string,
  files: ReadonlyMap<string, string>,
  folder: string,
  options: GenericFilesOptions,
): Promise<void> {
  const inputs = [...files.values()].map((file) => ({
    name: file.slice(join(folder, "x").length - 1),
    content: { path: file },
  }));
  await writeZip(path, inputs, options);
}

interface GenericFile {
  readonly uid: string;
  readonly original: string;
}

function genericFile(document: NdiDocument): GenericFile {
  const about: unknown = (document as Record<string, unknown>).generic_file;
  if (!isRecord(about)) throw new NdiValidationError("it has no generic_file");
  const uid = fileLocations(document).find((location) => location.uid)?.uid;
  if (!uid) throw new NdiValidationError("it names no file");
  const info: unknown = document.files?.file_info;
  const first: unknown = Array.isArray(info) ? info[0] : info;
  const said = textOf(about.filename) || (isRecord(first) ? textOf(first.name) : undefined);
  const original = plainName(said ?? "");
  if (original === undefined) throw new NdiValidationError("its file has no name");
  return { uid, original };
}

function nameOf(strategy: NamingStrategy, ndiId: string, original: string): string {
  if (strategy === "original") return original;
  const name = strategy === "id" ? `${ndiId}${extname(original)}` : `${ndiId}_${original}`;
  // Ids are free texts: one may hold slashes.
  return plainName(name.replaceAll(/[/\\]/g, "_")) ?? original;
}
