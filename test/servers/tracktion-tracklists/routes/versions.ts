// Earlier versions of tracklists, and synchronising them with their source.
import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer } from "../../support/answers.js";
import type { DetailCall, DetailRoute } from "../../support/detail-server.js";
import { DetailFailure } from "../../support/detail-server.js";
import {
  addVersion,
  entryOf,
  type StoredTracklist,
  type StoredVersion,
  type TracklistState,
} from "../state.js";
import { zoned } from "../times.js";

type Call = DetailCall<TracklistState>;

const at = "/api/v1/tracklists/{tracklist_id}";

export const versionRoutes: readonly DetailRoute<TracklistState>[] = [
  { method: "GET", path: `${at}/versions`, handle: listVersions },
  { method: "GET", path: `${at}/versions/compare`, handle: compareVersions },
  { method: "POST", path: `${at}/versions/{version_id}/rollback`, handle: rollback },
  { method: "POST", path: `${at}/sync`, handle: triggerSync },
  { method: "GET", path: `${at}/sync/status`, handle: getSyncStatus },
  { method: "GET", path: `${at}/conflicts`, handle: listConflicts },
  { method: "POST", path: `${at}/conflicts/resolve`, handle: resolveConflicts },
];

/** Newest first. */
function listVersions(call: Call): Answer {
  const { id, versions } = tracklistOf(call);
  const limit = Number(call.query.get("limit") ?? 20);
  const offset = Number(call.query.get("offset") ?? 0);
  const current = versions.at(-1);
  const page = versions.toReversed().slice(offset, offset + limit);
  const bodies = page.map((version) => ({
    version_id: version.id,
    version_number: version.number,
    created_at: zoned(version.createdAt),
    created_by: null,
    change_type: "manual_edit",
    change_summary: version.summary,
    is_current: version === current,
  }));
  return jsonAnswer(200, { tracklist_id: id, versions: bodies, limit, offset });
}

function compareVersions(call: Call): Answer {
  const tracklist = tracklistOf(call);
  const [one, other] = ["version1", "version2"].map((name) =>
    versionOf(tracklist, call.query.get(name)),
  );
  const titles = (version: StoredVersion | undefined) =>
    version?.tracks.map(({ title }) => title) ?? [];
  return jsonAnswer(200, {
    tracklist_id: tracklist.id,
    version1: one && briefly(one),
    version2: other && briefly(other),
    differences: {
      added: titles(other).filter((title) => !titles(one).includes(title)),
      removed: titles(one).filter((title) => !titles(other).includes(title)),
    },
  });
}

/** Going back is a new version. */
function rollback(call: Call): Answer {
  const tracklist = tracklistOf(call);
  const version = versionOf(tracklist, call.params["version_id"]);
  tracklist.tracks = [...version.tracks];
  addVersion(call.state, tracklist, `Back to version ${version.number}`);
  return jsonAnswer(200, {
    status: "success",
    tracklist_id: tracklist.id,
    rolled_back_to: version.id,
    new_version_created: true,
  });
}

function triggerSync(call: Call): Answer {
  const { state } = call;
  const tracklist = tracklistOf(call);
  const found = state.nextConflicts.map((title) => ({ id: randomUUID(), title }));
  tracklist.conflicts = [...tracklist.conflicts, ...found];
  tracklist.lastSync = state.now();
  const status = tracklist.conflicts.length > 0 ? "conflict" : "completed";
  return jsonAnswer(200, { status, tracklist_id: tracklist.id });
}

function getSyncStatus(call: Call): Answer {
  const { id, conflicts, lastSync } = tracklistOf(call);
  const at = lastSync === null ? null : zoned(lastSync);
  const status = conflicts.length > 0 ? "conflict" : "completed";
  const event = { event_type: "sync", status, created_at: at, completed_at: at };
  return jsonAnswer(200, {
    tracklist_id: id,
    is_syncing: false,
    last_sync_at: at,
    latest_event: lastSync === null ? null : event,
  });
}

function listConflicts(call: Call): Answer {
  const { id, conflicts, lastSync } = tracklistOf(call);
  const event = {
    event_id: "5d0e7c3a-93f3-4b38-9b70-0b4e2f1f7a12",
    created_at: zoned(lastSync ?? 0),
    source: "1001tracklists",
    conflicts,
  };
  return jsonAnswer(200, {
    tracklist_id: id,
    pending_conflicts: conflicts.length > 0 ? [event] : [],
  });
}

function resolveConflicts(call: Call): Answer {
  const tracklist = tracklistOf(call);
  const { resolutions } = call.body();
  if (!Array.isArray(resolutions)) throw new DetailFailure(400, "No resolutions");
  const ids = resolutions.map((item: { conflict_id?: unknown }) => item.conflict_id);
  const open = tracklist.conflicts.filter(({ id }) => !ids.includes(id));
  const resolutions_applied = tracklist.conflicts.length - open.length;
  tracklist.conflicts = open;
  return jsonAnswer(200, { status: "resolved", tracklist_id: tracklist.id, resolutions_applied });
}

function tracklistOf({ params, state }: Call): StoredTracklist {
  return entryOf(state.tracklists, params["tracklist_id"], "Tracklist");
}

function versionOf({ versions }: StoredTracklist, id: string | null | undefined): StoredVersion {
  const version = versions.find((candidate) => candidate.id === id);
  if (!version) throw new DetailFailure(404, "Version not found");
  return version;
}

function briefly({ id, number, createdAt }: StoredVersion) {
  return { id, version_number: number, created_at: zoned(createdAt) };
}
