// Tracklists that people write: drafts, their tracks and times, and publishing them.
import { type Answer, emptyAnswer, jsonAnswer } from "../../support/answers.js";
import { type DetailCall, DetailFailure, type DetailRoute } from "../../support/detail-server.js";
import {
  addTracklist,
  addVersion,
  entryOf,
  type StoredTracklist,
  type TracklistState,
  tracklistBody,
} from "../state.js";
import { lenientSeconds } from "../times.js";
import {
  indexOfPosition,
  refuseConflict,
  timingIssues,
  trackBody,
  tracksFrom,
  withEndTimes,
  withMovedTrack,
} from "../tracks.js";

type Call = DetailCall<TracklistState>;

const at = "/api/v1/tracklists";
const one = `${at}/{tracklist_id}`;

export const draftRoutes: readonly DetailRoute<TracklistState>[] = [
  { method: "POST", path: `${at}/manual`, handle: createManualTracklist },
  { method: "PUT", path: one, handle: updateTracklist },
  { method: "POST", path: `${one}/tracks`, handle: addTrack },
  { method: "DELETE", path: `${one}/tracks/{position}`, handle: deleteTrack },
  { method: "PUT", path: `${one}/tracks/{position}/timing`, handle: updateTrackTiming },
  { method: "POST", path: `${one}/tracks/reorder`, handle: reorderTrack },
  { method: "POST", path: `${one}/tracks/auto-calculate-end-times`, handle: calculateEndTimes },
  { method: "POST", path: `${one}/tracks/validate-timing`, handle: validateTiming },
  { method: "POST", path: `${one}/publish`, handle: publishDraft },
];

function createManualTracklist({ body, state }: Call): Answer {
  const { audio_file_id, is_draft, tracks } = body();
  const parts = { audioFileId: String(audio_file_id), isDraft: is_draft !== false };
  return jsonAnswer(
    201,
    tracklistBody(addTracklist(state, { ...parts, tracks: tracksFrom(tracks) })),
  );
}

function updateTracklist(call: Call): Answer {
  const tracklist = tracklistOf(call);
  const { is_draft, tracks } = call.body();
  tracklist.tracks = tracksFrom(tracks);
  tracklist.isDraft = is_draft !== false;
  addVersion(call.state, tracklist, `${tracklist.tracks.length} tracks`);
  return jsonAnswer(200, tracklistBody(tracklist));
}

/** Later tracks make room. */
function addTrack(call: Call): Answer {
  const tracklist = tracklistOf(call);
  const { position, artist, title, start_time, end_time } = call.body();
  const index = Math.min(Number(position) - 1, tracklist.tracks.length);
  const track = {
    artist: String(artist),
    title: String(title),
    start: lenientSeconds(String(start_time)),
    end: typeof end_time === "string" ? lenientSeconds(end_time) : null,
  };
  tracklist.tracks = tracklist.tracks.toSpliced(index, 0, track);
  return jsonAnswer(201, trackBody(track, index));
}

/** Later tracks move up, so that a repeat deletes the next one. */
function deleteTrack(call: Call): Answer {
  const tracklist = tracklistOf(call);
  tracklist.tracks = tracklist.tracks.toSpliced(indexOf(call, tracklist), 1);
  return emptyAnswer();
}

function updateTrackTiming(call: Call): Answer {
  const tracklist = tracklistOf(call);
  const index = indexOf(call, tracklist);
  const { start_time, end_time } = call.body();
  const tracks = tracklist.tracks.map((track, other) => {
    if (other !== index) return track;
    const end = typeof end_time === "string" ? lenientSeconds(end_time) : track.end;
    return { ...track, start: lenientSeconds(String(start_time)), end };
  });
  refuseConflict(tracks, index);
  tracklist.tracks = tracks;
  return jsonAnswer(200, tracks.map(trackBody)[index]);
}

function reorderTrack(call: Call): Answer {
  const tracklist = tracklistOf(call);
  const { from_position, to_position } = call.body();
  const from = indexOfPosition(tracklist.tracks, Number(from_position));
  const to = indexOfPosition(tracklist.tracks, Number(to_position));
  tracklist.tracks = withMovedTrack(tracklist.tracks, from, to);
  return jsonAnswer(200, tracklist.tracks.map(trackBody));
}

function calculateEndTimes(call: Call): Answer {
  const tracklist = tracklistOf(call);
  tracklist.tracks = withEndTimes(tracklist.tracks, durationOf(call));
  return jsonAnswer(200, tracklist.tracks.map(trackBody));
}

function validateTiming(call: Call): Answer {
  const { tracks } = tracklistOf(call);
  const allowGaps = call.query.get("allow_gaps") !== "false";
  const issues = timingIssues(tracks, { total: durationOf(call), allowGaps });
  return jsonAnswer(200, { is_valid: issues.length === 0, issues, track_count: tracks.length });
}

function publishDraft(call: Call): Answer {
  const tracklist = tracklistOf(call);
  if (!tracklist.isDraft) throw new DetailFailure(400, "Tracklist is not a draft");
  const isChecked = call.query.get("validate_before_publish") !== "false";
  const limits = { total: Number.POSITIVE_INFINITY, allowGaps: true };
  const issues = isChecked ? timingIssues(tracklist.tracks, limits) : [];
  if (issues.length > 0) throw new DetailFailure(400, `Validation failed: ${issues.join(", ")}`);
  tracklist.isDraft = false;
  addVersion(call.state, tracklist, "Published");
  return jsonAnswer(200, tracklistBody(tracklist));
}

function durationOf({ query }: Call): number {
  return lenientSeconds(query.get("audio_duration") ?? "");
}

function tracklistOf({ params, state }: Call): StoredTracklist {
  return entryOf(state.tracklists, params["tracklist_id"], "Tracklist");
}

function indexOf({ params }: Call, { tracks }: StoredTracklist): number {
  return indexOfPosition(tracks, Number(params["position"]));
}
