/** The documents of a dataset folder: one JSON file each, named by its NDI id. */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { NdiDocument } from "../../../generated/ndi-cloud/models.js";
import { isCode } from "../../node/private-file.js";
import { isRecord } from "../../runtime/index.js";
import { bareDocument, ndiIdOf } from "../document-body.js";
import { NdiConfigError, NdiValidationError } from "../errors.js";
import { dehydrateNonFinite, rehydrateNonFinite } from "../non-finite.js";
import { writeTextFile } from "./atomic-file.js";
import { fileNameOf, idOfFileName } from "./file-names.js";

const suffix = ".json";

/** Documents in a folder. */
export class LocalDocuments {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** NDI ids of all documents, sorted. */
  async ids(): Promise<string[]> {
    const ids: string[] = [];
    for (const name of await this.#names()) {
      const id = idOfFileName(name.slice(0, -suffix.length)) ?? ndiIdOf(await this.#read(name));
      if (id !== undefined) ids.push(id);
    }
    return ids.sort();
  }

  /** All documents, read one at a time. */
  async *walk(): AsyncGenerator<NdiDocument, void, undefined> {
    for (const name of await this.#names()) yield await this.#read(name);
  }

  /**
   * One document; undefined when there is none.
   *
   * @throws {NdiConfigError} when its file holds no JSON object.
   */
  async get(ndiId: string): Promise<NdiDocument | undefined> {
    try {
      return await this.#read(nameOf(ndiId));
    } catch (error) {
      if (error instanceof NdiConfigError && isCode(error.cause, "ENOENT")) return undefined;
      throw error;
    }
  }

  async has(ndiId: string): Promise<boolean> {
    return await exists(join(this.#folder, nameOf(ndiId)));
  }

  /**
   * Writes a document, in place of the one with the same `base.id`.
   *
   * @param otherId Id of a document that has no `base.id`.
   * @throws {NdiValidationError} for a document without any.
   */
  async put(document: object, otherId?: string): Promise<string> {
    const body = bareDocument(document);
    const ndiId = ndiIdOf({ base: body.base }) ?? otherId;
    if (ndiId === undefined) throw new NdiValidationError("The document has no base.id");
    const text = JSON.stringify(dehydrateNonFinite(body), null, 2);
    await writeTextFile(join(this.#folder, nameOf(ndiId)), `${text}\n`);
    return ndiId;
  }

  /** Takes a document away; one that is not there is fine. */
  async delete(ndiId: string): Promise<void> {
    await rm(join(this.#folder, nameOf(ndiId)), { force: true });
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (isCode(error, "ENOENT")) return [];
      throw error;
    });
    return names.filter((name) => name.endsWith(suffix)).sort();
  }

  async #read(name: string): Promise<NdiDocument> {
    const path = join(this.#folder, name);
    try {
      const value = rehydrateNonFinite(parseJson(await readFile(path, "utf8")));
      // A document is free JSON: an object is all that it has to be.
      if (isRecord(value)) return value as NdiDocument;
    } catch (cause) {
      throw new NdiConfigError(`${path}: the document cannot be read`, { cause });
    }
    throw new NdiConfigError(`${path}: the document is no JSON object`);
  }
}

/** JSON as other programs write it, with a mark at its start or not. */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ""));
}

/** Whether there is a file or folder. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR")) return false;
    throw error;
  }
}

function nameOf(ndiId: string): string {
  if (ndiId === "") throw new NdiValidationError("The NDI id of a document must not be empty");
  return `${fileNameOf(ndiId)}${suffix}`;
}
