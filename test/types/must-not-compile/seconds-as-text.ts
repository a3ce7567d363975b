/** a duration is a number of milliseconds */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2322 Type 'string' is not assignable to type 'number'
  api.tokens.get(1, { timeoutMs: "30s" });
