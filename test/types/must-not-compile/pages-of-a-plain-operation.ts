/** paginate() takes paged operations only */
import { getToken, type NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2379 is not assignable to parameter of type 'PagedOperation<
  api.paginate(getToken, { path: { token_id: 1 } });
