/** whether a search of a batch went well must be looked at */
import type { BatchSearchResult } from "clientwright/tracktion";

// error: TS2339 Property 'tracks' does not exist
export const mistake = (result: BatchSearchResult) => result.tracks.length;
