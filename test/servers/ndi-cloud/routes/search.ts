// Queries over documents of many datasets.
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { isMember, isVisible } from "../access.js";
import { jsonBody, pageOf, slice, text } from "../body.js";
import type { Call, Route } from "../call.js";
import { liveDocuments, type StoredDataset, type StoredDocument } from "../datasets.js";
import { documentSummary } from "../document-bodies.js";
import { badRequest, forbidden } from "../failures.js";
import { fits, structureOf } from "../query.js";
import { largestPage } from "./documents.js";

function ndiQuery(call: Call): Answer {
  const wish = pageOf(call, largestPage);
  const body = jsonBody(call);
  const structure = structureOf(body.searchstructure);
  const found = datasetsInScope(call, text(body, "scope"))
    .flatMap((dataset) => liveDocuments(dataset).map((document) => ({ dataset, document })))
    .filter(({ document }) => fits(document.body, structure))
    .map(({ dataset, document }) => inDataset(dataset, document));
  const { queryTotal, queryList } = call.state.settings.oddities;
  const total = queryTotal === "none" ? {} : { [queryTotal]: found.length };
  return jsonAnswer(200, { ...total, ...wish, [queryList]: slice(found, wish) });
}

function inDataset({ id: datasetId }: StoredDataset, document: StoredDocument) {
  return { ...documentSummary(document), datasetId };
}

/** What is not the caller's to see is left out, unless it is named. */
function datasetsInScope({ state, caller }: Call, scope: string): StoredDataset[] {
  const live = [...state.datasets.values()].filter((d) => d.deletedAtMs === undefined);
  const isOwn = (d: StoredDataset) => caller !== undefined && isMember(caller, d.organizationId);
  if (scope === "public") return live.filter(({ isPublished }) => isPublished);
  if (scope === "private") return live.filter((d) => !d.isPublished && isOwn(d));
  if (scope === "all") return live.filter((d) => d.isPublished || isOwn(d));
  const ids = scope.split(",").map((id) => id.trim());
  if (!ids.every((id) => /^[0-9a-f]{24}$/i.test(id))) throw badRequest("Unknown scope", "error");
  const named = live.filter(({ id }) => ids.includes(id));
  if (!named.every((dataset) => isVisible(dataset, caller))) throw forbidden();
  return named;
}

/** Searches what is public; the form of question and answer is not documented. */
function searchDocuments(call: Call): Answer {
  const term = String(jsonBody(call).searchTerm ?? "");
  const documents = datasetsInScope(call, "public")
    .flatMap((dataset) => liveDocuments(dataset).map((found) => inDataset(dataset, found)))
    .filter(({ name, className }) => `${name} ${className}`.includes(term));
  return jsonAnswer(200, { documents });
}

export const searchRoutes: readonly Route[] = [
  { method: "POST", path: "/ndiquery", access: "optional", handle: ndiQuery },
  { method: "POST", path: "/documents/search", access: "anyone", handle: searchDocuments },
];
