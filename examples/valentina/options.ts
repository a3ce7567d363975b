/**
 * The values that the server knows for its settings.
 *
 * Run: npx jiti examples/valentina/options.ts
 */
import { optionsService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  new VClient(options);

  const { companies = {} } = await optionsService().getOptions();
  print(`Who may write campaigns: ${[companies.PermissionManageCampaign].flat().join(", ")}`);
  print(`Who may grant experience: ${[companies.PermissionsGrantXP].flat().join(", ")}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
