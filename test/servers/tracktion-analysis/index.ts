// An analysis server that knows just what people do with recordings in the tests.
import { type DetailServer, startDetailServer } from "../support/detail-server.js";
import { recordingRoutes } from "./recordings.js";
import { type AnalysisState, createState } from "./state.js";
import { streamRoutes } from "./streams.js";

export type { AnalysisState };

/** A running server. */
export type AnalysisServer = DetailServer<AnalysisState>;

/** Listens on a free port of 127.0.0.1. */
export function startTracktionAnalysisServer(): Promise<AnalysisServer> {
  return startDetailServer(createState(), [...recordingRoutes, ...streamRoutes]);
}
