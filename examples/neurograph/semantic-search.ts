/**
 * Index documents, search them by meaning, clean up.
 *
 * Run: npx jiti examples/neurograph/semantic-search.ts
 */
import {
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  type Token,
} from "clientwright/neurograph";

const documents = [
  "Python is a programming language",
  "JavaScript is used for web development",
  "Machine learning uses neural networks",
  "Deep learning is a subset of ML",
];

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<void> {
  await using client = new NeuroGraphClient(options);

  const tokens: Token[] = [];
  for (const text of documents) {
    tokens.push(await client.tokens.create({ text, metadata: { type: "document" } }));
  }

  const query = await client.tokens.create({ text: "programming languages" });
  const results = await client.tokens.query({ queryVector: query.embedding, topK: 3 });

  print("Search results:");
  for (const result of results) {
    print(`  ${result.token.text} (${result.similarity.toFixed(4)})`);
  }

  await client.tokens.delete(query.id);
  for (const token of tokens) await client.tokens.delete(token.id);
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
