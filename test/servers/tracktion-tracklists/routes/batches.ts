// Many tracklists in one call. One more is fetched each time that somebody asks how far they are.
import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { type DetailCall, type DetailRoute, invalidValue } from "../../support/detail-server.js";
import { entryOf, type StoredBatch, type TracklistState } from "../state.js";
import { zoned } from "../times.js";

type Call = DetailCall<TracklistState>;

const at = "/api/v1/batch";

export const batchRoutes: readonly DetailRoute<TracklistState>[] = [
  { method: "POST", path: at, handle: createBatch },
  { method: "GET", path: `${at}/{batch_id}/status`, handle: getBatchStatus },
  { method: "POST", path: `${at}/{batch_id}/cancel`, handle: cancelBatch },
];

const hosts = ["1001tracklists.com", "www.1001tracklists.com"];

function createBatch({ body, state }: Call): Answer {
  const { priority = "normal", urls } = body();
  if (!Array.isArray(urls) || urls.length === 0) throw invalidValue(["body", "urls"], "No URLs");
  const foreign = urls.findIndex((url) => !hosts.includes(new URL(String(url)).hostname));
  if (foreign >= 0) throw invalidValue(["body", "urls", foreign], "Unsupported domain");
  const batch_id = randomUUID();
  const { length: total } = urls;
  state.batches.set(batch_id, { total, createdAt: state.now(), done: 0, isCancelled: false });
  return jsonAnswer(200, {
    batch_id,
    total_jobs: total,
    priority,
    status: "queued",
    estimated_completion: zoned(state.now() + total * 6_000),
    message: "Batch successfully queued",
  });
}

function getBatchStatus({ params, state }: Call): Answer {
  const batch = entryOf(state.batches, params["batch_id"], "Batch");
  const { total, done, createdAt, isCancelled } = batch;
  const left = total - done;
  const answer = jsonAnswer(200, {
    batch_id: params["batch_id"],
    status: stateOf(batch),
    total_jobs: total,
    jobs_status: { pending: isCancelled ? 0 : left, processing: 0, completed: done, failed: 0 },
    progress_percentage: Math.round((done / total) * 1_000) / 10,
    created_at: zoned(createdAt),
    updated_at: zoned(state.now()),
    error: null,
  });
  if (!isCancelled) batch.done = Math.min(total, done + 1);
  return answer;
}

function cancelBatch({ params, state }: Call): Answer {
  entryOf(state.batches, params["batch_id"], "Batch").isCancelled = true;
  return jsonAnswer(200, { status: "success", message: "Batch cancelled" });
}

function stateOf({ done, total, isCancelled }: StoredBatch): string {
  if (isCancelled) return "cancelled";
  if (done === total) return "completed";
  return done === 0 ? "queued" : "processing";
}
