/** campaigns are a user's */
import type { VClient } from "clientwright/valentina";

// error: TS2554 Expected 1-2 arguments, but got 0
export const mistake = (client: VClient) => client.campaigns();
