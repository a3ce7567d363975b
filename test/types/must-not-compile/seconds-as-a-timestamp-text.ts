/** the time of a signature is a number */
import { generateHmacSignature } from "clientwright/tracktion";

// error: TS2345 Argument of type 'string' is not assignable
export const mistake = () => generateHmacSignature("secret", "1700000000", "GET", "/x");
