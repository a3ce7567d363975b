/** list() of the NeuroGraph client is a plain list */
import type { NeuroGraphClient } from "clientwright/neurograph";

export async function mistake(client: NeuroGraphClient) {
  // error: TS2339 Property 'items' does not exist on type
  return (await client.tokens.list()).items;
}
