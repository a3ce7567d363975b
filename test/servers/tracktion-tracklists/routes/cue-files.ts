// CUE files of tracklists.
import { createHash, randomUUID } from "node:crypto";
import { type Answer, jsonAnswer, textAnswer, withHeaders } from "../../support/answers.js";
import type { DetailCall, DetailRoute } from "../../support/detail-server.js";
import {
  entryOf,
  type StoredCueFile,
  type StoredTracklist,
  type TracklistState,
} from "../state.js";
import { naive, zoned } from "../times.js";

type Call = DetailCall<TracklistState>;

const at = "/api/v1/cue";
const one = `${at}/files/{cue_file_id}`;

export const cueFileRoutes: readonly DetailRoute<TracklistState>[] = [
  { method: "POST", path: `${at}/generate/{tracklist_id}`, handle: generateCue },
  { method: "GET", path: `${at}/files`, handle: listCueFiles },
  { method: "GET", path: one, handle: getCueFile },
  { method: "GET", path: `${one}/download`, handle: downloadCueFile },
  { method: "DELETE", path: one, handle: deleteCueFile },
];

function generateCue({ body, params, state }: Call): Answer {
  const tracklist = entryOf(state.tracklists, params["tracklist_id"], "Tracklist");
  const format = String(body()["format"]);
  const file: StoredCueFile = {
    id: randomUUID(),
    tracklistId: tracklist.id,
    format,
    text: cueText(tracklist),
    createdAt: state.now(),
    isActive: true,
  };
  state.cueFiles.set(file.id, file);
  return jsonAnswer(200, {
    success: true,
    job_id: randomUUID(),
    cue_file_id: file.id,
    file_path: pathOf(file),
    validation_report: null,
    error: null,
    processing_time_ms: 12,
  });
}

function listCueFiles({ query, state }: Call): Answer {
  const [limit, offset] = [Number(query.get("limit") ?? 20), Number(query.get("offset") ?? 0)];
  const [tracklist_id, format] = [query.get("tracklist_id"), query.get("format")];
  const all = [...state.cueFiles.values()].filter(
    (file) =>
      file.isActive &&
      (tracklist_id === null || file.tracklistId === tracklist_id) &&
      (format === null || file.format === format),
  );
  const files = all.slice(offset, offset + limit).map(fileBody);
  const { length: returned } = files;
  const has_more = offset + returned < all.length;
  const pagination = { limit, offset, total: all.length, has_more, returned };
  return jsonAnswer(200, { files, pagination, filters: { tracklist_id, format } });
}

function getCueFile(call: Call): Answer {
  return jsonAnswer(200, fileBody(fileOf(call)));
}

function downloadCueFile(call: Call): Answer {
  const { id, format, text } = fileOf(call);
  return withHeaders(textAnswer(200, "application/x-cue", text), {
    "Content-Disposition": `attachment; filename=${format}_${id.slice(0, 8)}_v1.cue`,
    "Cache-Control": "no-cache",
    "X-File-Version": "1",
    "X-File-Format": format,
  });
}

/** A file that is deleted softly is only no longer listed. */
function deleteCueFile(call: Call): Answer {
  const file = fileOf(call);
  const isSoft = call.query.get("soft_delete") !== "false";
  file.isActive = false;
  if (!isSoft) call.state.cueFiles.delete(file.id);
  return jsonAnswer(200, {
    success: true,
    cue_file_id: file.id,
    deletion_type: isSoft ? "soft" : "hard",
    deleted_at: zoned(call.state.now()),
    message: `CUE file ${file.id} deleted`,
  });
}

function fileOf({ params, state }: Call): StoredCueFile {
  return entryOf(state.cueFiles, params["cue_file_id"], "CUE file");
}

function pathOf({ id, format }: StoredCueFile): string {
  return `2030/01/${id}/${format}.cue`;
}

function fileBody(file: StoredCueFile) {
  const { id, tracklistId, format, text, createdAt, isActive } = file;
  return {
    id,
    tracklist_id: tracklistId,
    format,
    file_path: pathOf(file),
    file_size: Buffer.byteLength(text),
    checksum: createHash("sha256").update(text).digest("hex"),
    created_at: naive(createdAt),
    updated_at: naive(createdAt),
    version: 1,
    is_active: isActive,
    metadata: {},
    storage_info: null,
  };
}

function cueText({ tracks }: StoredTracklist): string {
  const lines = tracks.flatMap(({ artist, title, start }, index) => {
    const [minutes, seconds] = [Math.floor(start / 60), Math.floor(start % 60)].map(twoDigits);
    return [
      `  TRACK ${twoDigits(index + 1)} AUDIO`,
      `    TITLE "${title}"`,
      `    PERFORMER "${artist}"`,
      `    INDEX 01 ${minutes}:${seconds}:00`,
    ];
  });
  return `${['FILE "mix.wav" WAVE', ...lines].join("\r\n")}\r\n`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
