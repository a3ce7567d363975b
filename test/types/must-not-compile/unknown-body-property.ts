/** a body has no properties that the document does not name */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2353 'label' does not exist in type
  api.tokens.create({ text: "hello", label: "greeting" });
