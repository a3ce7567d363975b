/**
 * Create an API key with a login, then work with the key alone.
 *
 * Run: npx jiti examples/neurograph/api-keys.ts
 */
import {
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  withClient,
} from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<string> {
  // Step 1: create an API key with a login.
  await using client = new NeuroGraphClient(options);
  const apiKey = await client.apiKeys.create({
    name: "Production Key",
    scopes: ["tokens:read", "tokens:write"],
    expiresInDays: 90,
  });
  print(`Key ID: ${apiKey.key_id}`);
  // Save `apiKey.api_key` now: it is shown this once.

  // Step 2: use the key; it never logs in.
  const { username: _username, password: _password, ...rest } = options;
  await withClient({ ...rest, apiKey: apiKey.api_key }, async (keyClient) => {
    const token = await keyClient.tokens.create({ text: "hello" });
    print(`Token ID: ${token.id}`);
  });

  for (const key of await client.apiKeys.list()) {
    print(`${key.name}: ${key.key_id}`);
    print(`  Scopes: ${key.scopes?.join(", ")}`);
    print(`  Active: ${key.is_active}`);
    print(`  Expires: ${key.expires_at}`);
  }
  return apiKey.key_id;
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
