/** the data of a result is there only when it is ok */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const result = await api.tokens.get(1).safe();
  // error: TS2339 Property 'data' does not exist on type
  return result.data;
}
