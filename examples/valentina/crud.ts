/**
 * Get, create, update and delete.
 *
 * Run: npx jiti examples/valentina/crud.ts
 */
import { companiesService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  const client = new VClient(options);
  const companies = companiesService();

  const company = await companies.get(client.defaultCompanyId ?? "");
  print(`Here is ${company.name}`);

  const created = await companies.create({ name: "My Company", email: "contact@example.com" });
  print(`Created ${created.company.name}`);

  // Only what is given changes.
  const updated = await companies.update(created.company.id, { name: "New Name" });
  print(`Now called ${updated.name}`);

  await companies.delete(created.company.id);
  print("Deleted");
}

if (process.argv[1] === import.meta.filename) await main(settings());
