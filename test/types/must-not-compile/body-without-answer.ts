/** an error that is no answer has no documented body */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const result = await api.tokens.get(1).safe();
  if (result.ok || result.error.status !== undefined) return undefined;
  // error: TS18046 'result.error.body' is of type 'unknown'
  return result.error.body.error;
}
