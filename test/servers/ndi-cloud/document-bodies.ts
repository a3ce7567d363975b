// Documents on the wire.
import { type JsonObject, textAt } from "./body.js";
import { mapLocations, type StoredDataset, type StoredDocument } from "./datasets.js";
import type { NdiCloudState } from "./state.js";

/** `DocumentSummary` of a list. */
interface Summary {
  readonly id: string;
  readonly ndiId: string | undefined;
  readonly name: string | undefined;
  readonly className: string | undefined;
}

/** Members that the document lacks are left out on the wire. */
export function documentSummary({ id, body }: StoredDocument): Summary {
  return {
    id,
    ndiId: textAt(body, "base", "id"),
    name: textAt(body, "base", "name"),
    className: classNameOf(body),
  };
}

/** `DocumentDetail`: the body stands at the top, beside the id. */
export function documentDetail(
  state: NdiCloudState,
  dataset: StoredDataset,
  { id, body }: StoredDocument,
): JsonObject {
  return { id, ...servedBody(state, dataset, body) };
}

/** `DocumentWithData`. */
export function documentWithData(
  state: NdiCloudState,
  dataset: StoredDataset,
  document: StoredDocument,
): JsonObject {
  const data = servedBody(state, dataset, document.body);
  return { ...documentSummary(document), datasetId: dataset.id, data };
}

export function classNameOf(body: JsonObject): string | undefined {
  return textAt(body, "document_class", "class_name");
}

/** With addresses of the storage in its locations, where the server is switched to that. */
export function servedBody(
  { settings, storage }: NdiCloudState,
  { files }: StoredDataset,
  body: JsonObject,
): JsonObject {
  if (!settings.oddities.signedLocations) return body;
  return mapLocations(body, (location, uid) => {
    const file = files.get(uid);
    if (!file?.uploaded) return location;
    return { ...location, location: storage.getAddress(file.key), location_type: "url" };
  });
}
