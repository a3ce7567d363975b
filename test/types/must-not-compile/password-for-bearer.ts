/** user name and password do not satisfy a bearer scheme */
import { NeuroGraphApi } from "../../../generated/neurograph/index.js";

const basic = { username: "developer", password: "developer123" };
// error: TS2322 Type '{ username: string; password: string; }' is not assignable
export const mistake = () => new NeuroGraphApi({ auth: { bearerJwt: basic } });
