/** Documents in an archive: one entry that holds a JSON array of bare bodies. */
import type { NdiDocument } from "../../../generated/ndi-cloud/models.js";
import { isRecord } from "../../runtime/index.js";
import { bareDocument } from "../document-body.js";
import { NdiDownloadError } from "../errors.js";
import { dehydrateNonFinite, rehydrateNonFinite } from "../non-finite.js";
import { parseJson } from "./local-documents.js";
import type { WorkOptions } from "./work.js";
import { readZip, type ZipLimits } from "./zip-reader.js";
import { writeZip } from "./zip-writer.js";

/** Writes an archive; documents are taken one at a time. */
export async function writeDocumentArchive(
  path: string,
  name: string,
  documents: AsyncIterable<object>,
  options: WorkOptions,
): Promise<void> {
  await writeZip(path, [{ name: `${name}.json`, content: jsonArray(documents) }], options);
}

/** Characters that are packed at once: each piece costs a turn of the packer, however short it is. */
const pieceLength = 65_536;

async function* jsonArray(
  documents: AsyncIterable<object>,
): AsyncGenerator<string, void, undefined> {
  let piece = "[";
  let separator = "";
  for await (const document of documents) {
    piece += `${separator}${JSON.stringify(dehydrateNonFinite(bareDocument(document)))}`;
    separator = ",\n";
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}]`;
}

/**
 * Documents of an archive: of every entry that ends in `.json`, whether it holds a list or one document.
 *
 * @throws {NdiDownloadError} for an archive that is not safe or not whole, and for entries that hold something else.
 */
export async function* readDocumentArchive(
  path: string,
  options: ZipLimits & WorkOptions,
): AsyncGenerator<NdiDocument, void, undefined> {
  for await (const { name, bytes } of readZip(path, (entry) => entry.endsWith(".json"), options)) {
    const value = rehydrateNonFinite(parsed(name, bytes));
    const documents: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const document of documents) {
      if (!isRecord(document)) throw noDocuments(name);
      // A document is free JSON: an object is all that it has to be.
      yield document as NdiDocument;
    }
  }
}

function parsed(name: string, bytes: Buffer): unknown {
  try {
    return parseJson(bytes.toString("utf8"));
  } catch {
    throw noDocuments(name);
  }
}

function noDocuments(name: string): NdiDownloadError {
  const message = `The archive cannot be read: ${JSON.stringify(name)} holds no documents`;
  return new NdiDownloadError(message, { code: "DAMAGED" });
}
