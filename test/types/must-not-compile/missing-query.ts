/** a query with a required parameter is not left out */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2554 Expected 2-3 arguments, but got 1
  api.websocket.broadcast({ event_type: "demo" });
