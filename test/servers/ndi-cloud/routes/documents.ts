// Documents, one by one and in numbers.
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { readable, writable } from "../access.js";
import { jsonBody, type PageWish, pageOf, slice, textList } from "../body.js";
import { type Call, param, type Route } from "../call.js";
import {
  addDocument as keepDocument,
  liveDocuments,
  noteFiles,
  type StoredDataset,
  type StoredDocument,
} from "../datasets.js";
import { delayOf, deleteAfter } from "../deletion.js";
import {
  classNameOf,
  documentDetail,
  documentSummary,
  documentWithData,
} from "../document-bodies.js";
import { badRequest, castError, notFound } from "../failures.js";
import { isObjectId } from "../ids.js";
import { doneAnswer } from "./datasets.js";

/** The server answers no larger page. */
export const largestPage = 1_000;
const largestFetch = 500;

function listDocuments(call: Call): Answer {
  return documentPage(liveDocuments(readable(call)), pageOf(call, largestPage));
}

function listDeletedDocuments(call: Call): Answer {
  const deleted = [...writable(call).documents.values()].filter(
    ({ deletedAtMs }) => deletedAtMs !== undefined,
  );
  return documentPage(deleted, pageOf(call, largestPage));
}

/** `DocumentListPage`, which has no total. */
function documentPage(documents: readonly StoredDocument[], wish: PageWish): Answer {
  return jsonAnswer(200, { ...wish, documents: slice(documents, wish).map(documentSummary) });
}

/** Kept as it was sent; nobody looks whether it is there already. */
function addDocument(call: Call): Answer {
  const { nextId, settings } = call.state;
  const dataset = writable(call);
  const { id } = keepDocument(dataset, nextId(), jsonBody(call), settings.now());
  return jsonAnswer(201, { [settings.oddities.documentId]: id });
}

function getDocument(call: Call): Answer {
  const dataset = readable(call);
  return jsonAnswer(200, documentDetail(call.state, dataset, documentOfPath(call, dataset)));
}

function updateDocument(call: Call): Answer {
  const dataset = writable(call);
  const document = documentOfPath(call, dataset);
  document.body = jsonBody(call);
  noteFiles(dataset, document.body);
  const detail = documentDetail(call.state, dataset, document);
  const isText = call.state.settings.oddities.documentInText;
  return jsonAnswer(200, isText ? JSON.stringify(detail) : detail);
}

function deleteDocument(call: Call): Answer {
  const dataset = writable(call);
  const delayMs = delayOf(call.query.get("when") ?? undefined);
  removeDocument(call, dataset, documentOfPath(call, dataset), delayMs);
  return doneAnswer(call, "The document will be deleted");
}

/** Ids that are not there are passed over. */
function bulkDeleteDocuments(call: Call): Answer {
  const dataset = writable(call);
  const body = jsonBody(call);
  const delayMs = delayOf(body.when);
  const wanted = new Set(textList(body, "documentIds"));
  for (const document of liveDocuments(dataset))
    if (wanted.has(document.id)) removeDocument(call, dataset, document, delayMs);
  return doneAnswer(call, "The documents will be deleted");
}

function removeDocument(
  call: Call,
  { documents }: StoredDataset,
  document: StoredDocument,
  delayMs: number,
): void {
  deleteAfter(call, document, delayMs, () => documents.delete(document.id));
}

/** Ids that are not there are left out. */
function bulkFetchDocuments(call: Call): Answer {
  const dataset = readable(call);
  const ids = textList(jsonBody(call), "documentIds");
  if (ids.length > largestFetch)
    throw badRequest(`No more than ${largestFetch} at once; have an archive made`, "error");
  if (ids.length === 0 || !ids.every(isObjectId))
    throw badRequest("documentIds has to be a list of ids", "error");
  const found = liveDocuments(dataset).filter(({ id }) => ids.includes(id));
  const documents = found.map((document) => documentWithData(call.state, dataset, document));
  return jsonAnswer(200, { documents });
}

function getDocumentCount(call: Call): Answer {
  const dataset = readable(call);
  const isAll = call.query.get("includeDeleted") === "true";
  const count = isAll ? dataset.documents.size : liveDocuments(dataset).length;
  return jsonAnswer(200, { datasetId: dataset.id, count });
}

function getDocumentClassCounts(call: Call): Answer {
  const dataset = readable(call);
  const live = liveDocuments(dataset);
  const counts = new Map<string, number>();
  for (const { body } of live) {
    const name = classNameOf(body) ?? "unknown";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const classCounts = Object.fromEntries(counts);
  return jsonAnswer(200, { datasetId: dataset.id, totalDocuments: live.length, classCounts });
}

/** An NDI id is no id of the server. */
function documentOfPath(call: Call, { documents }: StoredDataset): StoredDocument {
  const id = param(call, "documentId");
  if (!isObjectId(id)) throw castError(id);
  const document = documents.get(id);
  if (document?.deletedAtMs === undefined && document) return document;
  throw notFound("document");
}

const one = "/datasets/{datasetId}";
const all = `${one}/documents`;
const document = `${all}/{documentId}`;

export const documentRoutes: readonly Route[] = [
  { method: "GET", path: all, access: "optional", handle: listDocuments },
  { method: "POST", path: all, access: "user", handle: addDocument },
  { method: "GET", path: document, access: "optional", handle: getDocument },
  { method: "POST", path: document, access: "user", handle: updateDocument },
  { method: "DELETE", path: document, access: "user", handle: deleteDocument },
  { method: "GET", path: `${all}/deleted`, access: "user", handle: listDeletedDocuments },
  { method: "POST", path: `${all}/bulk-delete`, access: "user", handle: bulkDeleteDocuments },
  { method: "POST", path: `${all}/bulk-fetch`, access: "optional", handle: bulkFetchDocuments },
  { method: "GET", path: `${one}/document-count`, access: "optional", handle: getDocumentCount },
  {
    method: "GET",
    path: `${one}/document-class-counts`,
    access: "optional",
    handle: getDocumentClassCounts,
  },
];
