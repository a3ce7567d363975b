/** a client that signs needs a secret */
import { SecureTracktionClient } from "clientwright/tracktion";

// error: TS2345 Property 'hmacSecret' is missing
export const mistake = () => new SecureTracktionClient({ apiKey: "tk_live_1" });
