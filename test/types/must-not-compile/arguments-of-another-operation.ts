/** call() takes the arguments of its operation */
import { getToken, type NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2353 'id' does not exist in type '{ token_id: number; }'
  api.call(getToken, { path: { id: 1 } });
