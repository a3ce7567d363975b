// What comes in pieces: events, lines and sound.
import { type Answer, chunkedAnswer } from "../support/answers.js";
import { type DetailCall, DetailFailure, type DetailRoute } from "../support/detail-server.js";
import { type AnalysisState, recordingOf } from "./state.js";

type Call = DetailCall<AnalysisState>;

const at = "/v1/streaming";

export const streamRoutes: readonly DetailRoute<AnalysisState>[] = [
  { method: "GET", path: `${at}/events/{recording_id}`, handle: streamEvents },
  { method: "POST", path: `${at}/batch-process`, handle: streamBatchProcess },
  { method: "GET", path: `${at}/audio/{recording_id}`, handle: streamAudio },
];

const stages = ["bpm_detection", "key_detection", "mood_analysis", "energy_analysis"];

/** An unknown recording is an event as well; the status is 200 either way. */
function streamEvents({ params, state }: Call): Answer {
  const recording_id = params["recording_id"] ?? "";
  const about = { recording_id, timestamp: 12.5 };
  if (!state.recordings.has(recording_id))
    return events([["error", { ...about, error: "Recording not found" }]]);
  const progress = stages.map((stage, index): SentEvent => {
    const done = { completed_analyses: index + 1, total_analyses: stages.length };
    const message = `Finished ${stage}`;
    const state = { stage, progress: (index + 1) * 25, message, status: "processing" };
    return ["progress", { ...about, ...state, ...done }];
  });
  return events([
    ["started", { ...about, message: "Analysis started" }],
    ...progress,
    ["complete", { ...about, results: { bpm: 124 }, message: "Analysis complete" }],
  ]);
}

type SentEvent = readonly [name: string, data: object];

function events(all: readonly SentEvent[]): Answer {
  const chunks = all.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  return chunkedAnswer("text/event-stream", chunks, { "Cache-Control": "no-cache" });
}

/** A piece ends in the middle of a line. */
function streamBatchProcess({ query, request, state }: Call): Answer {
  const ids: unknown = request.json;
  if (!Array.isArray(ids) || ids.length === 0) throw new DetailFailure(400, "No recordings");
  const lines = ids.map((id, index) => {
    recordingOf(state, String(id));
    return `${JSON.stringify({ recording_id: id, status: "processed", timestamp: 100.5 + index })}\n`;
  });
  return chunkedAnswer("application/x-ndjson", inPieces(lines.join(""), 25), {
    "X-Total-Count": String(ids.length),
    "X-Batch-Size": query.get("batch_size") ?? "5",
  });
}

function inPieces(text: string, size: number): string[] {
  const count = Math.ceil(text.length / size);
  return Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size));
}

/** The header counts only where the query says nothing (the server's rule). */
function streamAudio({ params, query, request, state }: Call): Answer {
  const recording_id = params["recording_id"] ?? "";
  recordingOf(state, recording_id);
  const { audio } = state;
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers["range"] ?? "") ?? [];
  const start = query.get("start_byte") ?? from;
  const end = query.get("end_byte") ?? (to === "" ? undefined : to);
  const isPart = start !== undefined || end !== undefined;
  const first = Number(start ?? 0);
  const last = Math.min(Number(end ?? audio.length - 1), audio.length - 1);
  const range = isPart && { "Content-Range": `bytes ${first}-${last}/${audio.length}` };
  const headers = {
    "content-type": "audio/flac",
    "Accept-Ranges": "bytes",
    "X-Recording-ID": recording_id,
    "Cache-Control": "public, max-age=3600",
    ...range,
  };
  return { status: isPart ? 206 : 200, headers, body: audio.slice(first, last + 1) };
}
