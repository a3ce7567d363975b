// Audio files that the server can hear, and the tempi that it found.
import { createHash } from "node:crypto";

/** One file on the server's disk. */
export interface AudioFile {
  readonly seconds: number;
  readonly megabytes: number;
  readonly bpm: number;
  /** From 0 to 1. */
  readonly confidence: number;
  /** How much faster it is at its end. */
  readonly drift: number;
}

/** A result that is kept; times are Unix milliseconds. */
export interface CachedResult {
  readonly bpmData: object;
  readonly temporalData: object | undefined;
  readonly cachedAt: number;
}

export interface BpmStore {
  /** By path. */
  readonly files: Map<string, AudioFile>;
  /** By hash of the path. */
  readonly cache: Map<string, CachedResult>;
  hits: number;
  misses: number;
}

/** How long a result is kept. */
export const cacheDays = 30;

const usual: AudioFile = { seconds: 300.2, megabytes: 30, bpm: 124, confidence: 0.95, drift: 0 };

/** A plain file, and one for each thing that can be odd about a file. */
export function createBpmStore(): BpmStore {
  const files = new Map<string, AudioFile>([
    ["/music/a.flac", usual],
    ["/music/drifting.mp3", { ...usual, bpm: 120, drift: 8 }],
    ["/music/vague.ogg", { ...usual, confidence: 0.55 }],
    ["/music/short.wav", { ...usual, seconds: 3 }],
    ["/music/huge.wav", { ...usual, megabytes: 900 }],
  ]);
  return { files, cache: new Map(), hits: 0, misses: 0 };
}

/** The name under which a file's result is kept. */
export function hashOfPath(path: string): string {
  return createHash("sha256").update(path).digest("hex");
}

/** `BpmData`; below the threshold somebody should look at it. */
export function bpmData({ bpm, confidence }: AudioFile, threshold: number) {
  const beat = 60 / bpm;
  const beats = Array.from({ length: 4 }, (_, index) => Math.round(index * beat * 1_000) / 1_000);
  const needs_review = confidence < threshold;
  return { bpm, confidence, algorithm: "primary", beats, needs_review };
}

/** `TemporalData`. */
export function temporalData({ bpm, confidence, drift, seconds }: AudioFile) {
  return {
    average_bpm: bpm + drift / 2,
    start_bpm: bpm,
    end_bpm: bpm + drift,
    stability_score: drift === 0 ? 0.99 : 0.6,
    is_variable_tempo: drift !== 0,
    tempo_changes: drift === 0 ? [] : [{ time: seconds / 2, bpm: bpm + drift }],
    temporal_windows: [
      { start_time: 0, end_time: seconds / 2, bpm, confidence },
      { start_time: seconds / 2, end_time: seconds, bpm: bpm + drift, confidence },
    ],
  };
}
