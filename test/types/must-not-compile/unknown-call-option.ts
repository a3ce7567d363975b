/** a call has no options but the known ones */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2561 'timeoutMS' does not exist in type 'CallOptions'. Did you mean to write 'timeoutMs'
  api.tokens.get(1, { timeoutMS: 500 });
