// Datasets: making, reading, changing, deleting and bringing back.
import { type Answer, emptyAnswer, jsonAnswer } from "../../support/answers.js";
import { checkMember, datasetOfPath, isMember, isVisible, readable, writable } from "../access.js";
import { type JsonObject, jsonBody, pageOf, text } from "../body.js";
import { type Call, known, param, type Route } from "../call.js";
import { createdBody, datasetBody, datasetPage } from "../dataset-bodies.js";
import { newDataset, type StoredDataset } from "../datasets.js";
import { bringBack, delayOf, deleteAfter } from "../deletion.js";
import { badRequest, forbidden, notFound } from "../failures.js";
import type { NdiCloudState } from "../state.js";

/** A page of the datasets that are not deleted and that a test accepts. */
function pageAnswer(call: Call, accepts: (dataset: StoredDataset) => boolean): Answer {
  const { datasets, settings } = call.state;
  const found = [...datasets.values()].filter((d) => d.deletedAtMs === undefined && accepts(d));
  return jsonAnswer(200, datasetPage(found, pageOf(call), settings.oddities));
}

function listOrganizationDatasets(call: Call): Answer {
  const id = organizationOfPath(call);
  return pageAnswer(call, ({ organizationId }) => organizationId === id);
}

/** Whoever may not upload gets 400, not 403. */
function createDataset(call: Call): Answer {
  const { nextId, settings, datasets } = call.state;
  const organizationId = organizationOfPath(call);
  const { organizations, isAdmin } = known(call);
  const membership = organizations.find(({ id }) => id === organizationId);
  if (!isAdmin && membership?.canUploadDataset !== true)
    throw badRequest("You may not upload datasets", "errors");
  const body = jsonBody(call);
  text(body, "name");
  const fields = { branchName: "main", ...body };
  const dataset = newDataset(nextId(), organizationId, { fields, nowMs: settings.now() });
  dataset.readsToMiss = settings.oddities.laggingReads;
  datasets.set(dataset.id, dataset);
  return jsonAnswer(201, createdBody(dataset, settings.oddities));
}

function organizationOfPath(call: Call): string {
  const id = param(call, "organizationId");
  if (!isOrganization(call.state, id)) throw notFound("organization");
  checkMember(call, id);
  return id;
}

function isOrganization({ accounts }: NdiCloudState, id: string): boolean {
  return [...accounts.values()].some((account) => isMember(account, id));
}

function listPublishedDatasets(call: Call): Answer {
  return pageAnswer(call, ({ isPublished }) => isPublished);
}

function listUnpublishedDatasets(call: Call): Answer {
  const caller = known(call);
  return pageAnswer(
    call,
    (dataset) => dataset.isSubmitted && !dataset.isPublished && isVisible(dataset, caller),
  );
}

function listDeletedDatasets(call: Call): Answer {
  const { datasets, settings } = call.state;
  const { isAdmin, ...caller } = known(call);
  const found = [...datasets.values()].filter(
    ({ deletedAtMs, organizationId }) =>
      deletedAtMs !== undefined && (isAdmin || isMember({ isAdmin, ...caller }, organizationId)),
  );
  return jsonAnswer(200, datasetPage(found, pageOf(call), settings.oddities));
}

function getDataset(call: Call): Answer {
  return jsonAnswer(200, datasetBody(readable(call), call.state.settings.oddities));
}

function updateDataset(call: Call): Answer {
  const dataset = writable(call);
  const { settings } = call.state;
  const body = jsonBody(call);
  if (body.name !== undefined) text(body, "name");
  dataset.fields = { ...dataset.fields, ...body };
  dataset.updatedAtMs = settings.now();
  return jsonAnswer(200, datasetBody(dataset, settings.oddities));
}

function deleteDataset(call: Call): Answer {
  const { datasets } = call.state;
  const dataset = writable(call);
  const delayMs = delayOf(call.query.get("when") ?? undefined);
  const hasBranches = [...datasets.values()].some(
    ({ branchOf, deletedAtMs }) => branchOf === dataset.id && deletedAtMs === undefined,
  );
  if (hasBranches) throw forbidden("The dataset has branches");
  deleteAfter(call, dataset, delayMs, () => datasets.delete(dataset.id));
  return doneAnswer(call, "The dataset will be deleted");
}

function undeleteDataset(call: Call): Answer {
  const dataset = datasetOfPath(call);
  checkMember(call, dataset.organizationId);
  bringBack(dataset);
  const { oddities } = call.state.settings;
  dataset.readsToMiss = oddities.laggingReads;
  if (oddities.emptyAnswers) return { status: 200, headers: {}, body: "" };
  return jsonAnswer(200, { message: "The dataset is coming back" });
}

/** What deletions answer: a sentence, or nothing. */
export function doneAnswer({ state }: Call, message: string): Answer {
  return state.settings.oddities.emptyAnswers ? emptyAnswer() : jsonAnswer(200, { message });
}

/** Searches what is public; the form of question and answer is not documented. */
function searchDatasets(call: Call): Answer {
  const { searchTerm } = jsonBody(call);
  const term = String(searchTerm ?? "").toLowerCase();
  const found = [...call.state.datasets.values()]
    .filter((dataset) => dataset.deletedAtMs === undefined && isVisible(dataset, undefined))
    .filter(({ fields }) => wordsOf(fields).includes(term))
    .map(({ id, fields }) => ({ id, name: fields.name }));
  return jsonAnswer(200, { datasets: found });
}

function wordsOf({ name, abstract }: JsonObject): string {
  return `${name ?? ""} ${abstract ?? ""}`.toLowerCase();
}

const ofOrganization = "/organizations/{organizationId}/datasets";
const one = "/datasets/{datasetId}";

export const datasetRoutes: readonly Route[] = [
  { method: "GET", path: ofOrganization, access: "user", handle: listOrganizationDatasets },
  { method: "POST", path: ofOrganization, access: "user", handle: createDataset },
  {
    method: "GET",
    path: "/datasets/published",
    access: "optional",
    handle: listPublishedDatasets,
  },
  { method: "GET", path: "/datasets/unpublished", access: "user", handle: listUnpublishedDatasets },
  { method: "GET", path: "/datasets/deleted", access: "user", handle: listDeletedDatasets },
  { method: "POST", path: "/datasets/search", access: "anyone", handle: searchDatasets },
  { method: "GET", path: one, access: "optional", handle: getDataset },
  { method: "POST", path: one, access: "user", handle: updateDataset },
  { method: "DELETE", path: one, access: "user", handle: deleteDataset },
  { method: "POST", path: `${one}/undelete`, access: "user", handle: undeleteDataset },
];
