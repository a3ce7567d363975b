/** the items of a page are not written to */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi) {
  const page = await api.tokens.list();
  // error: TS2339 Property 'pop' does not exist on type 'readonly
  return page.items.pop();
}
