// The search for tracks.
import { jsonAnswer } from "../../support/answers.js";
import { queryOf } from "../../support/request-log.js";
import { wholeNumber } from "../body.js";
import type { KnownCall, Route } from "../call.js";
import { findTracks, trackBody } from "../catalogue.js";
import { badRequest } from "../failures.js";

export const searchRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/v1/search/tracks",
    access: { kind: "known", scope: "search", permission: "read" },
    handle: searchTracks,
  },
];

function searchTracks({ request, state }: KnownCall) {
  const query = queryOf(request);
  const text = query.get("q") ?? "";
  if (text.trim() === "") throw badRequest("q is required.");
  const limit = wholeNumber(request, "limit", { fallback: 10, minimum: 1 });
  const offset = wholeNumber(request, "offset", { fallback: 0, minimum: 0 });
  const found = findTracks(state.tracks, {
    text,
    genre: query.get("genre") ?? undefined,
    byPopularity: query.get("sort") === "popularity",
  });
  const tracks = found.slice(offset, offset + limit).map(trackBody);
  const page = Math.floor(offset / limit) + 1;
  return jsonAnswer(200, { tracks, pagination: { page, per_page: limit, total: found.length } });
}
