/** a query has no parameters that the document does not name */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2353 'page' does not exist in type
  api.tokens.list({ limit: 5, page: 2 });
