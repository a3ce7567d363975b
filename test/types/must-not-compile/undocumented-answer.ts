/** the answer of an undocumented request must be narrowed first */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const answer = await api.request("GET", "/debug");
  // error: TS18046 'answer' is of type 'unknown'
  return answer.state;
}
