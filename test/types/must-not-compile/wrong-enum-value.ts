/** a closed list of values takes only these */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export const mistake = (api: NeuroGraphApi) =>
  // error: TS2322 Type '"L9Astral"' is not assignable to type
  api.query.run({ text: "pear", spaces: ["L9Astral"] });
