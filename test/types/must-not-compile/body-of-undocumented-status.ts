/** the body of a status that is not documented must be narrowed first */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const result = await api.tokens.get(1).safe();
  if (result.ok || result.error.status !== 409) return undefined;
  // error: TS18046 'result.error.body' is of type 'unknown'
  return result.error.body.code;
}
