/** a status that HTTP does not have cannot be compared with */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const result = await api.tokens.get(1).safe();
  if (result.ok) return undefined;
  // error: TS2367 This comparison appears to be unintentional
  return result.error.status === 200;
}
