/** a client has no options but the known ones */
import { NeuroGraphApi } from "../../../generated/neurograph/index.js";

// error: TS2353 'retries' does not exist in type 'NeuroGraphApiOptions'
export const mistake = () => new NeuroGraphApi({ retries: 3 });
