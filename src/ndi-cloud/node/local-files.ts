/** The files of a dataset folder, named by their uids. */
import { createHash } from "node:crypto";
import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isCode } from "../../node/private-file.js";
import { NdiValidationError } from "../errors.js";
import { draftSuffix } from "./atomic-file.js";
import { fileNameOf, idOfFileName } from "./file-names.js";
import { exists } from "./local-documents.js";

/** A file that is in the folder. */
export interface LocalFile {
  readonly uid: string;
  readonly path: string;
  readonly bytes: number;
}

/** Files in a folder. */
export class LocalFiles {
  /** Path of the folder. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where the bytes of a file are, or would be. [NDI-174] */
  path(uid: string): string {
    if (uid === "") throw new NdiValidationError("The uid of a file must not be empty");
    return join(this.folder, fileNameOf(uid));
  }

  async has(uid: string): Promise<boolean> {
    return await exists(this.path(uid));
  }

  /** The file; undefined when its bytes are not here. */
  async get(uid: string): Promise<LocalFile | undefined> {
    const path = this.path(uid);
    try {
      const found = await stat(path);
      return found.isFile() ? { uid, path, bytes: found.size } : undefined;
    } catch (error) {
      if (isCode(error, "ENOENT")) return undefined;
      throw error;
    }
  }

  /** All files, sorted by name. Those whose uid is too long for a name are not told. */
  async *walk(): AsyncGenerator<LocalFile, void, undefined> {
    for (const name of await this.#names()) {
      const uid = name.endsWith(draftSuffix) ? undefined : idOfFileName(name);
      const file = uid === undefined ? undefined : await this.get(uid);
      if (file !== undefined) yield file;
    }
  }

  /**
   * Takes a copy of a file in.
   *
   * @param uid Default: made from the bytes, so that the same file gets the same uid.
   */
  async add(source: string, uid?: string): Promise<LocalFile> {
    await mkdir(this.folder, { recursive: true });
    const name = uid ?? (await digestOf(source));
    const path = this.path(name);
    const draft = `${path}.${process.pid}${draftSuffix}`;
    try {
      await copyFile(source, draft);
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    return { uid: name, path, bytes: (await stat(path)).size };
  }

  /** Takes away what a run left that was killed while it downloaded. For whoever has the lock of the folder. */
  async sweep(): Promise<void> {
    // Files are added without the lock: their drafts may be at work.
    const drafts = (await this.#names()).filter((name) => /\.[0-9a-f-]{36}\.tmp$/.test(name));
    for (const draft of drafts) await rm(join(this.folder, draft), { force: true });
  }

  async #names(): Promise<string[]> {
    try {
      return (await readdir(this.folder)).sort();
    } catch (error) {
      if (isCode(error, "ENOENT")) return [];
      throw error;
    }
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  const file = await open(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk);
  return hash.digest("hex").slice(0, 32);
}
