/** a body is required after its path value too */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2554 Expected 2-3 arguments, but got 1
  api.tokens.update(1);
