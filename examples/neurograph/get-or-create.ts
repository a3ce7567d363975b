/**
 * Fall back to a new token when the wanted one does not exist.
 *
 * Run: npx jiti examples/neurograph/get-or-create.ts
 */
import {
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  NotFoundError,
  type Token,
} from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<Token> {
  await using client = new NeuroGraphClient(options);
  const token = await client.tokens.get(123).catch((error: unknown) => {
    if (!(error instanceof NotFoundError)) throw error;
    return client.tokens.create({ text: "default token" });
  });
  print(`Token ${token.id}: ${token.text}`);
  return token;
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
