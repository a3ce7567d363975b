// Archives of documents: one that comes in is taken apart, one that is asked for is written.
import { isObject, listOf, textAt } from "./body.js";
import { addDocument, liveDocuments, type StoredDataset } from "./datasets.js";
import { servedBody } from "./document-bodies.js";
import type { NdiCloudState } from "./state.js";
import { readZip, writeZip } from "./zip.js";

/** How many documents stand in one entry of an archive that is asked for. */
const documentsPerEntry = 1_000;

/** An address for an archive of documents; they are there some time after it. */
export function uploadAddress(state: NdiCloudState, dataset: StoredDataset): string {
  const { storage, settings, tasks, nextId } = state;
  return storage.putAddress(`documents-in/${nextId()}.zip`, async (object) => {
    const archive = await object.bytes();
    tasks.schedule(settings.ingestDelayMs, () => ingest(state, dataset, archive));
  });
}

/** Entries that are no JSON are left out, as are documents that are no objects; nobody is told. */
export function ingest(state: NdiCloudState, dataset: StoredDataset, archive: Buffer): void {
  try {
    for (const { name, bytes } of readZip(archive)) {
      if (!name.endsWith(".json")) continue;
      const documents = listOf(JSON.parse(Buffer.from(bytes).toString("utf8")));
      for (const body of documents) ingestDocument(state, dataset, body);
    }
  } catch (error) {
    state.ingestFailures.push(error instanceof Error ? error.message : String(error));
  }
}

function ingestDocument(state: NdiCloudState, dataset: StoredDataset, body: unknown): void {
  const ndiId = textAt(body, "base", "id");
  const isRefused = ndiId !== undefined && state.refusedNdiIds.has(ndiId);
  if (!isObject(body) || isRefused)
    state.ingestFailures.push(`${ndiId ?? "a document"} was not taken`);
  else addDocument(dataset, state.nextId(), body, state.settings.now());
}

/** Where an archive of these documents will be; of all when there are no ids. */
export function downloadAddress(
  state: NdiCloudState,
  dataset: StoredDataset,
  ids: readonly string[],
): string {
  const { storage, settings, tasks, nextId } = state;
  const key = `documents-out/${nextId()}.zip`;
  const wanted = new Set(ids);
  tasks.schedule(settings.archiveDelayMs, () => {
    const documents = liveDocuments(dataset)
      .filter(({ id }) => wanted.size === 0 || wanted.has(id))
      .map(({ id, body }) => ({ id, ...servedBody(state, dataset, body) }));
    storage.objects.put(key, state.forgedArchives.shift() ?? archiveOf(documents));
  });
  return storage.getAddress(key);
}

function archiveOf(documents: readonly object[]): Buffer {
  const entries = [];
  for (let at = 0; at < documents.length; at += documentsPerEntry) {
    const part = JSON.stringify(documents.slice(at, at + documentsPerEntry));
    entries.push({ name: `documents-${entries.length + 1}.json`, bytes: Buffer.from(part) });
  }
  return writeZip(entries.length > 0 ? entries : [{ name: "none.json", bytes: Buffer.from("[]") }]);
}
