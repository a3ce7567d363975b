// Recordings, and what is found out about them.
import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer } from "../support/answers.js";
import type { DetailCall, DetailRoute } from "../support/detail-server.js";
import { type AnalysisState, recordingOf } from "./state.js";

type Call = DetailCall<AnalysisState>;

export const recordingRoutes: readonly DetailRoute<AnalysisState>[] = [
  { method: "POST", path: "/v1/recordings", handle: submitRecording },
  { method: "POST", path: "/v1/analysis", handle: startAnalysis },
  { method: "GET", path: "/v1/analysis/{recording_id}", handle: getAnalysis },
];

function submitRecording({ body, state }: Call): Answer {
  const id = randomUUID();
  const filePath = String(body()["file_path"]);
  state.recordings.set(id, { filePath, types: ["bpm"], step: 0 });
  const message = `Recording ${filePath} queued`;
  return jsonAnswer(202, { id, status: "queued", message, correlation_id: randomUUID() });
}

function startAnalysis({ body, state }: Call): Answer {
  const { recording_id, analysis_types } = body();
  const recording = recordingOf(state, String(recording_id));
  if (Array.isArray(analysis_types)) recording.types = analysis_types.map(String);
  const task_id = randomUUID();
  return jsonAnswer(200, {
    task_id,
    recording_id,
    status: "queued",
    message: "Analysis started",
    analysis_types: recording.types,
    correlation_id: task_id,
  });
}

/** Each question finds the analysis a step further. */
function getAnalysis({ params, state }: Call): Answer {
  const recording = recordingOf(state, params["recording_id"]);
  const { step, types } = recording;
  const isDone = step === 2;
  recording.step = Math.min(2, step + 1);
  return jsonAnswer(200, {
    recording_id: params["recording_id"],
    status: ["pending", "processing", "completed"][step],
    progress: step / 2,
    results: isDone ? types.map(resultBody) : [],
    started_at: step > 0 ? "2030-01-01T00:00:00" : null,
    completed_at: isDone ? "2030-01-01T00:00:09" : null,
  });
}

function resultBody(type: string) {
  const metadata = { processing_time_ms: 800, created_at: "2030-01-01T00:00:00" };
  return { type, value: { bpm: 124 }, confidence: 0.95, metadata };
}
