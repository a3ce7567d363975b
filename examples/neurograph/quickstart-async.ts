/**
 * Quick start with `await using`: the client is closed when the block ends, also after an error.
 *
 * Run: npx jiti examples/neurograph/quickstart-async.ts
 */
import { AsyncNeuroGraphClient, type NeuroGraphClientOptions } from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<number> {
  await using client = new AsyncNeuroGraphClient(options);

  const token = await client.tokens.create({ text: "hello async" });
  const results = await client.tokens.query({ queryVector: token.embedding, topK: 10 });
  for (const result of results) {
    print(`${result.token.text}: ${result.similarity.toFixed(4)}`);
  }

  await client.tokens.delete(token.id);
  return token.id;
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
