/** a plain client has no retries of its own to count */
import { TracktionClient } from "clientwright/tracktion";

// error: TS2353 'maxRetries' does not exist
export const mistake = () => new TracktionClient({ apiKey: "tk_live_1", maxRetries: 3 });
