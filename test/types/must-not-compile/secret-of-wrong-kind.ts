/** a bearer token is a text or a function, never a number */
import { NeuroGraphApi } from "../../../generated/neurograph/index.js";

// error: TS2322 Type 'number' is not assignable
export const mistake = () => new NeuroGraphApi({ auth: { bearerJwt: 42 } });
