/** a path value has its documented type */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2345 'string' is not assignable to parameter of type 'number'
  api.tokens.get("1");
