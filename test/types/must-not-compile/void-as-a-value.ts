/** 204 has nothing to read */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const answer = await api.tokens.delete(1);
  // error: TS2339 Property 'id' does not exist on type 'void'
  return answer.id;
}
