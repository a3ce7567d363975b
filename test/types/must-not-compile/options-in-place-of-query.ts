/** options come after the query, not in its place */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2353 'timeoutMs' does not exist in type
  api.tokens.list({ timeoutMs: 500 });
