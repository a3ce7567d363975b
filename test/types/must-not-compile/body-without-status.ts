/** the body of an error is unknown before its status is */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const result = await api.tokens.get(1).safe();
  if (result.ok) return undefined;
  // error: TS18046 'result.error.body' is of type 'unknown'
  return result.error.body.error;
}
