/** a required property of a body is not left out */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2345 Property 'text' is missing
  api.tokens.create({ metadata: {} });
