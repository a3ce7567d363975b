/** a retry setting takes its known values only */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2322 Type '"some"' is not assignable to type
  api.tokens.get(1, { retry: { jitter: "some" } });
