/** an optional property of an answer may be missing */
import { listTokens, type NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi): Promise<number> {
  const { total } = await api.call(listTokens, {});
  // error: TS2322 Type 'number | undefined' is not assignable to type 'number'
  return total;
}
