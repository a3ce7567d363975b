/**
 * The developer whose key is in use: look, rename, take a new key.
 *
 * Run: npx jiti examples/valentina/developers.ts
 */
import { developerService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  const client = new VClient(options);
  const developer = developerService();

  const me = await developer.getMe();
  print(`${me.username} has access to ${me.companies.length} companies`);

  const updated = await developer.updateMe({ username: "new-username" });
  print(`Now called ${updated.username}`);

  // The key in use is void from now on, and the new one is never shown again.
  const { api_key } = await developer.regenerateApiKey();
  print(`New key: ${api_key}`);
  client.setApiKey(api_key);
  print(`Still ${(await developer.getMe()).username}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
