// A tracklist server that knows just what people do with tracklists in the tests.
import { type DetailServer, startDetailServer } from "../support/detail-server.js";
import { batchRoutes } from "./routes/batches.js";
import { cueFileRoutes } from "./routes/cue-files.js";
import { draftRoutes } from "./routes/drafts.js";
import { retrievalRoutes } from "./routes/retrieval.js";
import { versionRoutes } from "./routes/versions.js";
import { createState, type TracklistState } from "./state.js";

export type { TracklistState };

/** A running server. */
export type TracklistServer = DetailServer<TracklistState>;

/** Listens on a free port of 127.0.0.1. `now` is in milliseconds. */
export function startTracktionTracklistServer({
  now = Date.now,
}: {
  now?: () => number;
} = {}): Promise<TracklistServer> {
  return startDetailServer(createState(now), [
    ...retrievalRoutes,
    ...draftRoutes,
    ...cueFileRoutes,
    ...versionRoutes,
    ...batchRoutes,
  ]);
}
