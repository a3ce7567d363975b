/** a signal ends one call, not a client */
import { NeuroGraphApi } from "../../../generated/neurograph/index.js";

// error: TS2353 'signal' does not exist in type 'NeuroGraphApiOptions'
export const mistake = () => new NeuroGraphApi({ signal: AbortSignal.timeout(1_000) });
