/**
 * Quick start: store a text, find what is similar, clean up.
 *
 * Run: npx jiti examples/neurograph/quickstart.ts
 */
import { NeuroGraphClient, type NeuroGraphClientOptions } from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<number> {
  const client = new NeuroGraphClient(options);

  const token = await client.tokens.create({ text: "hello world" });
  print(`Token ID: ${token.id}`);
  print(`Embedding: ${token.embedding.slice(0, 5).join(", ")}...`);

  const results = await client.tokens.query({ queryVector: token.embedding, topK: 10 });
  for (const result of results) {
    print(`${result.token.text}: ${result.similarity.toFixed(4)}`);
  }

  await client.tokens.delete(token.id);
  await client.close();
  return token.id;
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
