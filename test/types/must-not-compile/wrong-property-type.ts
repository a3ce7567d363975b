/** a property of a body has its documented type */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2322 Type 'number' is not assignable to type 'string'
  api.tokens.create({ text: 42 });
