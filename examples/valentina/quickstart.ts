/**
 * Make a client once; get at services from anywhere.
 *
 * Run: npx jiti examples/valentina/quickstart.ts
 */
import { companiesService, systemService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  new VClient(options); // From now on the default client.

  const health = await systemService().health();
  print(`API version: ${health.version}`);
  print(`Database: ${health.database_status}`);

  for (const company of await companiesService().listAll()) print(`Company: ${company.name}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
