// Tracklists that are fetched from 1001tracklists, at once or later.
import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer } from "../../support/answers.js";
import {
  type DetailCall,
  DetailFailure,
  type DetailRoute,
  invalidValue,
} from "../../support/detail-server.js";
import type { TracklistState } from "../state.js";
import { naive } from "../times.js";

type Call = DetailCall<TracklistState>;

export const retrievalRoutes: readonly DetailRoute<TracklistState>[] = [
  { method: "POST", path: "/api/v1/tracklist", handle: retrieveTracklist },
  { method: "GET", path: "/api/v1/tracklist/status/{correlation_id}", handle: getJobStatus },
];

function retrieveTracklist({ body, query, state }: Call): Answer {
  const { url } = body();
  if (typeof url !== "string")
    throw invalidValue(["body", "url"], "url or tracklist_id is required");
  const correlation_id = randomUUID();
  const isAsync = query.get("async_processing") === "true";
  if (isAsync) state.jobs.set(correlation_id, { url, states: [...state.nextJob] });
  return jsonAnswer(200, {
    success: true,
    tracklist: isAsync ? null : scraped(url, state),
    error: null,
    cached: false,
    processing_time_ms: isAsync ? null : 31,
    correlation_id,
  });
}

/** Each question finds the job a step further. */
function getJobStatus({ params, state }: Call): Answer {
  const job = state.jobs.get(params["correlation_id"] ?? "");
  const [status = "unknown", ...others] = job?.states ?? [];
  if (others.length > 0) job?.states.shift();
  if (!job || status === "unknown") throw new DetailFailure(404, "Job not found");
  if (status === "failed") return jsonAnswer(200, { status, error: "Scraping failed" });
  const done = status === "completed" && { tracklist: scraped(job.url, state) };
  return jsonAnswer(200, { status, ...done });
}

function scraped(url: string, { now }: TracklistState) {
  const unknown = { remix: null, label: null, bpm: null, key: null, genre: null, notes: null };
  const track = (number: number, artist: string, title: string) => ({
    number,
    timestamp: {
      track_number: number,
      timestamp_ms: number * 60_000,
      formatted_time: `0${number}:00`,
    },
    artist,
    title,
    is_id: false,
    ...unknown,
  });
  return {
    id: "5d0e7c3a-93f3-4b38-9b70-0b4e2f1f7a11",
    url,
    dj_name: "Nora Field",
    event_name: "Pier Night",
    venue: null,
    date: "2029-08-01",
    tracks: [track(1, "Okari", "Low Tide"), track(2, "Mila Voss", "Harbour Lights")],
    transitions: [],
    metadata: null,
    scraped_at: naive(now()),
    source_html_hash: null,
  };
}
