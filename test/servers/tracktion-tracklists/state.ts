// Everything the tracklist server remembers; tests may look at it and change it.
import { randomUUID } from "node:crypto";
import { DetailFailure } from "../support/detail-server.js";
import { naive } from "./times.js";
import { type StoredTrack, trackBody } from "./tracks.js";

/** A tracklist as it was. */
export interface StoredVersion {
  readonly id: string;
  readonly number: number;
  readonly summary: string;
  readonly createdAt: number;
  readonly tracks: readonly StoredTrack[];
}

/** A tracklist that people edit; times are Unix milliseconds. */
export interface StoredTracklist {
  readonly id: string;
  readonly audioFileId: string;
  readonly createdAt: number;
  updatedAt: number;
  tracks: StoredTrack[];
  isDraft: boolean;
  /** Oldest first; the last one is current. */
  readonly versions: StoredVersion[];
  /** Differences to the source that somebody has to decide on. */
  conflicts: readonly { readonly id: string; readonly title: string }[];
  lastSync: number | null;
}

/** A CUE file. */
export interface StoredCueFile {
  readonly id: string;
  readonly tracklistId: string;
  readonly format: string;
  readonly text: string;
  readonly createdAt: number;
  isActive: boolean;
}

/** A tracklist that is being fetched from 1001tracklists. */
export interface ScrapeJob {
  readonly url: string;
  /** What each further question finds; the last one stays. */
  readonly states: ("unknown" | "processing" | "completed" | "failed")[];
}

/** Many tracklists that are being fetched. */
export interface StoredBatch {
  readonly total: number;
  readonly createdAt: number;
  done: number;
  isCancelled: boolean;
}

export interface TracklistState {
  readonly now: () => number;
  readonly tracklists: Map<string, StoredTracklist>;
  readonly cueFiles: Map<string, StoredCueFile>;
  readonly jobs: Map<string, ScrapeJob>;
  readonly batches: Map<string, StoredBatch>;
  /** How the next jobs go on. */
  nextJob: ScrapeJob["states"];
  /** Titles on which the next synchronisation disagrees. */
  nextConflicts: readonly string[];
}

export function createState(now: () => number): TracklistState {
  return {
    now,
    tracklists: new Map(),
    cueFiles: new Map(),
    jobs: new Map(),
    batches: new Map(),
    nextJob: ["unknown", "processing", "completed"],
    nextConflicts: [],
  };
}

/** Adds a tracklist with its first version. */
export function addTracklist(
  state: TracklistState,
  parts: Pick<StoredTracklist, "audioFileId" | "isDraft" | "tracks">,
): StoredTracklist {
  const now = state.now();
  const times = { createdAt: now, updatedAt: now };
  const versions: StoredVersion[] = [];
  const sync = { conflicts: [], lastSync: null };
  const tracklist = { id: randomUUID(), ...parts, ...times, versions, ...sync };
  state.tracklists.set(tracklist.id, tracklist);
  addVersion(state, tracklist, "Created");
  return tracklist;
}

/** Keeps the tracks as they are now. */
export function addVersion(
  state: TracklistState,
  tracklist: StoredTracklist,
  summary: string,
): void {
  const { versions, tracks } = tracklist;
  tracklist.updatedAt = state.now();
  const number = versions.length + 1;
  versions.push({ id: randomUUID(), number, summary, createdAt: state.now(), tracks });
}

/** An entry by its id, or a thrown 404. */
export function entryOf<T>(
  entries: ReadonlyMap<string, T>,
  id: string | undefined,
  what: string,
): T {
  const entry = entries.get(id ?? "");
  if (entry === undefined) throw new DetailFailure(404, `${what} not found`);
  return entry;
}

/** `Tracklist`. */
export function tracklistBody(tracklist: StoredTracklist) {
  const { id, audioFileId, createdAt, updatedAt, isDraft, tracks, versions } = tracklist;
  return {
    id,
    audio_file_id: audioFileId,
    source: "manual",
    created_at: naive(createdAt),
    updated_at: naive(updatedAt),
    tracks: tracks.map(trackBody),
    cue_file_id: null,
    confidence_score: 1,
    draft_version: isDraft ? versions.length : null,
    is_draft: isDraft,
    parent_tracklist_id: null,
    default_cue_format: null,
  };
}
