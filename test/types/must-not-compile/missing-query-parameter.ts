/** a required query parameter is not left out */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2345 Property 'channel' is missing
  api.websocket.broadcast({ event_type: "demo" }, {});
