/**
 * Create an API key with the token of a login, then list all keys.
 *
 * Run: TRACKTION_ACCESS_TOKEN=eyJ... npx jiti examples/tracktion/api-keys.ts
 */
import { ApiKeyManager, type ApiKeyManagerOptions } from "clientwright/tracktion";

export async function main(
  options: ApiKeyManagerOptions,
  print = console.log,
  expiresAt: string | Date = "2034-12-31T23:59:59Z",
): Promise<string> {
  const manager = new ApiKeyManager(options);
  const created = await manager.createApiKey({
    name: "Production Server Key",
    permissions: ["read", "write"],
    scopes: ["search", "tracklists"],
    expiresAt,
  });
  // This once the secret can be read; the list below does not have it.
  print(`Created API key: ${created.key}`);

  const { keys } = await manager.listApiKeys();
  for (const key of keys) print(`Key: ${key.name} - Active: ${key.is_active}`);
  return created.id;
}

if (process.argv[1] === import.meta.filename) {
  const { TRACKTION_ACCESS_TOKEN: token = "", TRACKTION_BASE_URL: baseUrl } = process.env;
  await main({ token, ...(baseUrl && { baseUrl }) });
}
