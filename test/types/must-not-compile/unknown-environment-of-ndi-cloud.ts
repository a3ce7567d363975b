/** servers are chosen by their names */
import { NdiCloudClient } from "clientwright/ndi-cloud";

// error: TS2820 Type '"developement"' is not assignable to type 'NdiEnvironment | undefined'
export const mistake = new NdiCloudClient({ environment: "developement" });
