/** Adds a document that is a JSON file. */
import { readFile } from "node:fs/promises";
import type { DocumentCreated, NdiDocument } from "../../../generated/ndi-cloud/models.js";
import { type CallOptions, isRecord } from "../../runtime/index.js";
import type { NdiCloudClient } from "../client.js";
import { NdiConfigError } from "../errors.js";
import { rehydrateNonFinite } from "../non-finite.js";
import { parseJson } from "./local-documents.js";

/**
 * Adds the document in a file. [NDI-166]
 *
 * @throws {NdiConfigError} when the file cannot be read, or holds no JSON object. Nothing is sent then.
 */
export async function addDocumentFromFile(
  client: NdiCloudClient,
  datasetId: string,
  path: string,
  options?: CallOptions,
): Promise<DocumentCreated> {
  return await client.documents.add(datasetId, await documentIn(path), options);
}

async function documentIn(path: string): Promise<NdiDocument> {
  let value: unknown;
  try {
    value = rehydrateNonFinite(parseJson(await readFile(path, "utf8")));
  } catch (cause) {
    throw new NdiConfigError(`${path}: the document cannot be read`, { cause });
  }
  if (!isRecord(value)) throw new NdiConfigError(`${path}: the document is no JSON object`);
  return value as NdiDocument; // A document is free JSON: an object is all that it has to be.
}
