/** items of a list have its documented type */
import type { NeuroGraphApi } from "../../../generated/neurograph/index.js";

export async function mistake(api: NeuroGraphApi): Promise<string[]> {
  const ids: string[] = [];
  // error: TS2345 'number' is not assignable to parameter of type 'string'
  for await (const { id } of api.tokens.list()) ids.push(id);
  return ids;
}
