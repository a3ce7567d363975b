/**
 * Accounts of developers, for global administrators.
 *
 * Run: npx jiti examples/valentina/global-admin.ts
 */
import { globalAdminService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  new VClient(options);
  const admin = globalAdminService();

  const developer = await admin.create({ username: "newdev", email: "newdev@example.com" });
  print(`Created ${developer.username}`);

  const updated = await admin.update(developer.id, { email: "updated@example.com" });
  print(`Mail to ${updated.email}`);

  const { api_key, is_global_admin } = await admin.createApiKey(developer.id);
  print(`Key: ${api_key}, administrator: ${is_global_admin}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
