/**
 * Read a long list page by page: by hand, and with `for await`.
 *
 * Run: npx jiti examples/neurograph/paging.ts
 */
import { NeuroGraphClient, type NeuroGraphClientOptions } from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<void> {
  await using client = new NeuroGraphClient(options);

  const limit = 100;
  for (let offset = 0; ; offset += limit) {
    const batch = await client.tokens.list({ limit, offset });
    if (batch.length === 0) break;
    for (const token of batch) print(token.text);
  }

  for await (const token of client.tokens.iterate({ pageSize: limit })) print(token.text);
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
