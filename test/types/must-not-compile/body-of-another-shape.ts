/** a documented body has its documented properties only */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const result = await api.grid.get(1).safe();
  if (result.ok || result.error.status !== 404) return undefined;
  // error: TS2339 Property 'error' does not exist on type
  return result.error.body.error;
}
