/** a whole list has no page size to choose */
import type { VClient } from "clientwright/valentina";

// error: TS2353 'limit' does not exist in type
export const mistake = (client: VClient) => client.users().listAll({ limit: 10 });
