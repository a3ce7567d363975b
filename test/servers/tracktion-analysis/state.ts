// Everything the analysis server remembers; tests may look at it and change it.
import { DetailFailure } from "../support/detail-server.js";

/** A recording; its analysis gets on each time somebody asks. */
export interface StoredRecording {
  readonly filePath: string;
  /** What was asked to be found out. */
  types: readonly string[];
  /** 0 to 2: pending, processing, completed. */
  step: number;
}

export interface AnalysisState {
  /** By id. */
  readonly recordings: Map<string, StoredRecording>;
  /** The sound of every recording. */
  audio: string;
}

export function createState(): AnalysisState {
  return { recordings: new Map(), audio: "0123456789".repeat(10) };
}

/** A recording by its id, or a thrown 404. */
export function recordingOf(
  { recordings }: AnalysisState,
  id: string | undefined,
): StoredRecording {
  const recording = recordings.get(id ?? "");
  if (!recording) throw new DetailFailure(404, `Recording ${id} not found`);
  return recording;
}
