/**
 * Create several tokens at once; results come in the order of the texts.
 *
 * Run: npx jiti examples/neurograph/concurrent-create.ts
 */
import {
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  type Token,
} from "clientwright/neurograph";

const texts = ["token1", "token2", "token3", "token4", "token5"];

export async function main(
  options: NeuroGraphClientOptions,
  print = console.log,
): Promise<Token[]> {
  await using client = new NeuroGraphClient(options);
  const tokens = await Promise.all(texts.map((text) => client.tokens.create({ text })));
  print(`Created ${tokens.length} tokens`);
  return tokens;
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
