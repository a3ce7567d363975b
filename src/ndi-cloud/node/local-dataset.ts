/** A dataset in a folder: what the workflows read and write, and a way to start without any other NDI tool. */
import { mkdir, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { NdiDocument } from "../../../generated/ndi-cloud/models.js";
import { isCode } from "../../node/private-file.js";
import { ndiIdOf } from "../document-body.js";
import { NdiConfigError, NdiSyncError } from "../errors.js";
import { type DatasetLink, linkDocument, linkOf } from "./dataset-link.js";
import { type FolderLock, lockFolder } from "./folder-lock.js";
import { LocalDocuments } from "./local-documents.js";
import { LocalFiles } from "./local-files.js";
import { readSyncIndex, type SyncIndex, type SyncState, writeSyncIndex } from "./sync-index.js";

/**
 * A folder that holds a dataset:
 *
 * ```text
 * <path>/.ndi/documents/<ndiId>.json   the body of a document, by its base.id
 * <path>/.ndi/files/<uid>              the bytes of a file
 * <path>/.ndi/sync/index.json          what both sides had at the last synchronisation
 * ```
 *
 * Ids stand in names as they are, with what has a meaning in paths percent-encoded. A document of the class
 * `dataset_remote` says which dataset of the server the folder belongs to. [NDI-091, NDI-152]
 */
export class LocalDataset {
  /** Absolute path of the folder. [NDI-103] */
  readonly path: string;
  /** Its documents. */
  readonly documents: LocalDocuments;
  /** Its files. */
  readonly files: LocalFiles;
  /** Folder of what the workflows note for themselves. */
  readonly statePath: string;

  private constructor(path: string) {
    this.path = resolve(path);
    const home = join(this.path, ".ndi");
    this.documents = new LocalDocuments(join(home, "documents"));
    this.files = new LocalFiles(join(home, "files"));
    this.statePath = join(home, "sync");
  }

  /**
   * Opens a dataset folder. [NDI-091, NDI-104]
   *
   * @throws {NdiConfigError} when there is none at the path.
   */
  static async open(path: string): Promise<LocalDataset> {
    const dataset = new LocalDataset(path);
    const isFolder = await stat(join(dataset.path, ".ndi")).then(
      (found) => found.isDirectory(),
      (error: unknown) => {
        if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR")) return false;
        throw error;
      },
    );
    if (isFolder) return dataset;
    throw new NdiConfigError(`${dataset.path} is no dataset folder: it has no folder .ndi`);
  }

  /** Makes a dataset folder; one that is there already is opened, with all that is in it. */
  static async create(path: string): Promise<LocalDataset> {
    const dataset = new LocalDataset(path);
    for (const folder of ["documents", "files", "sync"]) {
      await mkdir(join(dataset.path, ".ndi", folder), { recursive: true });
    }
    return dataset;
  }

  /** All documents, in memory; `documents.walk()` reads one at a time. [NDI-093] */
  async allDocuments(): Promise<NdiDocument[]> {
    const all: NdiDocument[] = [];
    for await (const document of this.documents.walk()) all.push(document);
    return all;
  }

  /** Adds a document, or replaces the one with the same `base.id`; answers that id. */
  async addDocument(document: object): Promise<string> {
    return await this.documents.put(document);
  }

  /**
   * The dataset of the server that the folder belongs to; undefined when it belongs to none yet.
   *
   * @throws {NdiSyncError} when documents name more than one.
   */
  async link(): Promise<DatasetLink | undefined> {
    const { datasetId, organizationId } = (await this.findLink()) ?? {};
    return datasetId === undefined ? undefined : { datasetId, organizationId };
  }

  /** The same, with the document that says it. */
  async findLink(): Promise<FolderLink | undefined> {
    const links: FolderLink[] = [];
    for await (const document of this.documents.walk()) {
      const link = linkOf(document);
      if (link !== undefined) links.push({ ...link, documentId: ndiIdOf(document) ?? "" });
    }
    if (links.length <= 1) return links[0];
    const message = `${this.path} has ${links.length} dataset_remote documents; one must be left`;
    throw new NdiSyncError(message, { kind: "config", code: "AMBIGUOUS_LINK" });
  }

  /** Says that the folder belongs to a dataset of the server; answers the NDI id of the document that says so. */
  async setLink(link: DatasetLink, now: number = Date.now()): Promise<string> {
    return await this.documents.put(linkDocument(link, now));
  }

  /** What both sides had at the last synchronisation. */
  async readIndex(): Promise<SyncIndex> {
    return await readSyncIndex(this.#indexPath);
  }

  /** Notes what both sides have. */
  async writeIndex(state: SyncState): Promise<void> {
    await writeSyncIndex(this.#indexPath, state);
  }

  /**
   * Takes the folder for this process.
   *
   * @throws {NdiSyncError} with the code `LOCKED` when another has it.
   */
  async lock(): Promise<FolderLock> {
    return await lockFolder(join(this.statePath, "lock"));
  }

  /** An empty folder for what is needed for a while. */
  async scratch(): Promise<string> {
    const folder = join(this.path, ".ndi", "scratch");
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return folder;
  }

  get #indexPath(): string {
    return join(this.statePath, "index.json");
  }
}

/** The dataset of the server that a folder belongs to, and the NDI id of the document that says it. */
export interface FolderLink extends DatasetLink {
  readonly documentId: string;
}

/** Does something while this process has the folder. */
export async function withLock<T>(dataset: LocalDataset, task: () => Promise<T>): Promise<T> {
  const lock = await dataset.lock();
  try {
    await dataset.files.sweep();
    return await task();
  } finally {
    await lock.release();
  }
}
