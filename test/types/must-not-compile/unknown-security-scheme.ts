/** credentials are given for schemes of the document only */
import { NeuroGraphApi } from "../../../generated/neurograph/index.js";

// error: TS2353 'bearer' does not exist in type
export const mistake = () => new NeuroGraphApi({ auth: { bearer: "token" } });
