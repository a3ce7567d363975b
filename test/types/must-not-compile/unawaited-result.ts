/** a call is a promise, not its result */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2339 Property 'text' does not exist on type 'ApiPromise<
  api.tokens.get(1).text;
