/**
 * `withClient` makes a client for one function and closes it afterwards, also after an error.
 *
 * Run: npx jiti examples/neurograph/with-client.ts
 */
import { type NeuroGraphClientOptions, withClient } from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<number> {
  return withClient(options, async (client) => {
    const token = await client.tokens.create({ text: "hello" });
    print(`Token ID: ${token.id}`);
    return token.id;
  });
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
