/** the typed verbs know the paths of the document */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = ({ api }: NeuroGraphApi) =>
  // error: TS2345 Argument of type '"/api/v1/tokns"' is not assignable
  api.GET("/api/v1/tokns", {});
