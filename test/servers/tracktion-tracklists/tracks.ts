// The tracks of a tracklist: what may be done to them, and how they look.
import { DetailFailure, invalidValue } from "../support/detail-server.js";
import { isoDuration, strictSeconds } from "./times.js";

/** One track; its position is its place in the list, counted from 1. Times are seconds. */
export interface StoredTrack {
  readonly artist: string;
  readonly title: string;
  readonly start: number;
  readonly end: number | null;
}

/** `TrackEntry`. */
export function trackBody({ artist, title, start, end }: StoredTrack, index: number) {
  return {
    position: index + 1,
    start_time: isoDuration(start),
    end_time: end === null ? null : isoDuration(end),
    artist,
    title,
    remix: null,
    label: null,
    catalog_track_id: null,
    confidence: 1,
    transition_type: null,
    is_manual_entry: false,
    bpm: null,
    key: null,
  };
}

/** Reads a list of `TrackEntryInput`; only what the server keeps of them. */
export function tracksFrom(value: unknown): StoredTrack[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalidValue(["body", "tracks"], "Input should be a list");
  return value.map((item: unknown, index) => trackFrom(Object(item), index));
}

function trackFrom(item: Readonly<Record<string, unknown>>, index: number): StoredTrack {
  const { artist, title, start_time, end_time = null } = item;
  const at = (name: string) => ["body", "tracks", index, name];
  const start = strictSeconds(start_time);
  const end = end_time === null ? null : strictSeconds(end_time);
  if (start === undefined) throw invalidValue(at("start_time"), "Input should be a duration");
  if (end === undefined) throw invalidValue(at("end_time"), "Input should be a duration");
  if (typeof artist !== "string" || typeof title !== "string")
    throw invalidValue(at("artist"), "Input should be a valid string");
  return { artist, title, start, end };
}

/** The index of a track, or a thrown 404. */
export function indexOfPosition(tracks: readonly StoredTrack[], position: number): number {
  if (tracks[position - 1]) return position - 1;
  throw new DetailFailure(404, `No track at position ${position}`);
}

/** Refuses a time that another track has already. */
export function refuseConflict(tracks: readonly StoredTrack[], index: number): void {
  const track = tracks[index];
  if (!track) return;
  const others = tracks.filter((_, other) => other !== index);
  const taken = others.find(
    ({ start, end }) => track.start < (end ?? start) && start < (track.end ?? track.start),
  );
  if (taken) throw new DetailFailure(400, `Timing conflict with ${taken.title}`);
}

/** Each track ends where the next begins, the last one with the recording. */
export function withEndTimes(tracks: readonly StoredTrack[], total: number): StoredTrack[] {
  return tracks.map((track, index) => ({ ...track, end: tracks[index + 1]?.start ?? total }));
}

/** The times stay where they are; the tracks move. */
export function withMovedTrack(
  tracks: readonly StoredTrack[],
  from: number,
  to: number,
): StoredTrack[] {
  const order = tracks.toSpliced(from, 1);
  const moved = tracks[from];
  if (moved) order.splice(to, 0, moved);
  return order.map((track, index) => {
    const { start = 0, end = null } = tracks[index] ?? {};
    return { ...track, start, end };
  });
}

/** What is wrong with the times. */
export function timingIssues(
  tracks: readonly StoredTrack[],
  { total, allowGaps }: { total: number; allowGaps: boolean },
): string[] {
  return tracks.flatMap(({ end }, index) => {
    const place = `Track ${index + 1}`;
    const next = tracks[index + 1]?.start;
    if (end === null) return [`${place} has no end`];
    if (end > total) return [`${place} ends after the recording`];
    if (next !== undefined && end > next) return [`${place} overlaps the next one`];
    return !allowGaps && next !== undefined && end < next ? [`${place} leaves a gap`] : [];
  });
}
