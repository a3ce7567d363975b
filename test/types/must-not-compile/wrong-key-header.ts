/** an API key goes into one of two headers */
import { NeuroGraphClient } from "clientwright/neurograph";

// error: TS2322 Type '"x-key"' is not assignable to type
export const mistake = () => new NeuroGraphClient({ apiKey: "key", apiKeyHeader: "x-key" });
