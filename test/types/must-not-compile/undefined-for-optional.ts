/** an optional property is left out, not undefined */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2379 with 'exactOptionalPropertyTypes: true'
  api.tokens.update(1, { text: undefined });
