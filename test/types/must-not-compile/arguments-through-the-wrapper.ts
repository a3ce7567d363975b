/** a wrapped function keeps its arguments */
import { retryWithBackoff } from "clientwright/neurograph";

const create = retryWithBackoff(async (text: string) => text.length);
// error: TS2345 'number' is not assignable to parameter of type 'string'
export const mistake = () => create(42);
