/** null is only for what the document says may be null */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2322 Type 'null' is not assignable
  api.tokens.update(1, { metadata: null });
