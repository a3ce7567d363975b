/** a required body is not left out */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2554 Expected 1-2 arguments, but got 0
  api.tokens.create();
