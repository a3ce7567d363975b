/** durations of the Valentina Noir client are milliseconds, and say so */
import { VClient } from "clientwright/valentina";

// error: TS2561 'timeout' does not exist in type
export const mistake = () => new VClient({ baseUrl: "https://x.test", apiKey: "k", timeout: 30 });
