// Many searches in one call.
import { jsonAnswer } from "../../support/answers.js";
import { addBatch, takeStatus } from "../batch-store.js";
import { isObject, isText, type JsonObject, jsonBody, list } from "../body.js";
import { type KnownCall, known, type Route } from "../call.js";
import { badRequest, frameworkFailure } from "../failures.js";
import { withOffset } from "../timestamps.js";

const at = "/api/v1/batch";

export const batchRoutes: readonly Route[] = [
  {
    method: "POST",
    path: `${at}/search`,
    access: { kind: "known", scope: "batch" },
    handle: batchSearch,
  },
  { method: "GET", path: `${at}/{batch_id}/status`, access: known, handle: getBatchStatus },
];

function batchSearch({ principal, request, state }: KnownCall) {
  const queries = list(jsonBody(request), "queries", isQuery);
  if (queries.length === 0) throw badRequest("queries must not be empty.");
  const job = addBatch(state.batches, principal.user.id, queries.length, state.settings.now());
  return jsonAnswer(200, { batch_id: job.id, status: "queued" });
}

function getBatchStatus({ params, principal, state }: KnownCall) {
  const job = state.batches.get(params["batch_id"] ?? "");
  if (job?.userId !== principal.user.id) throw frameworkFailure(404, "Batch not found");
  return jsonAnswer(200, takeStatus(job, withOffset, state.settings.now()));
}

function isQuery(value: unknown): value is JsonObject {
  return isObject(value) && isText(value["q"]);
}
