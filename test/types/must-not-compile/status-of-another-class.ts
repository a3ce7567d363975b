/** the status of an error class is not another one */
import type { RateLimitError } from "../../../generated/neurograph/index.js";

export const mistake = (error: RateLimitError) =>
  // error: TS2367 types '429' and '500' have no overlap
  error.status === 500;
