/**
 * Delete several tokens, one after the other and all at once.
 *
 * Run: npx jiti examples/neurograph/batch-delete.ts
 */
import { NeuroGraphClient, type NeuroGraphClientOptions } from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<void> {
  await using client = new NeuroGraphClient(options);
  const texts = ["a", "b", "c", "d", "e", "f"];
  const tokens = await Promise.all(texts.map((text) => client.tokens.create({ text })));
  const ids = tokens.map(({ id }) => id);

  for (const id of ids.slice(0, 3)) await client.tokens.delete(id);
  await Promise.all(ids.slice(3).map((id) => client.tokens.delete(id)));
  print(`Deleted ${ids.length} tokens`);
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
