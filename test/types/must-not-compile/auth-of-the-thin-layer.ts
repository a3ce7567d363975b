/** the NeuroGraph client chooses its provider itself */
import { NeuroGraphClient } from "clientwright/neurograph";

// error: TS2353 'auth' does not exist in type 'NeuroGraphClientOptions'
export const mistake = () => new NeuroGraphClient({ auth: { bearerJwt: "token" } });
