/** a Valentina Noir client needs a key */
import { VClient } from "clientwright/valentina";

// error: TS2345 is not assignable to parameter of type 'VClientOptions'
export const mistake = () => new VClient({ baseUrl: "https://x.test" });
