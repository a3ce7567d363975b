/**
 * Companies: create, rename, share with another developer.
 *
 * Run: npx jiti examples/valentina/companies.ts
 */
import { companiesService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options, developerId }: Settings, print = console.log): Promise<void> {
  new VClient(options);
  const companies = companiesService();

  const { company, admin_user } = await companies.create({
    name: "Harbour Rats",
    email: "rats@example.org",
    description: "A table of four",
    settings: { permission_grant_xp: "STORYTELLER" },
  });
  print(`${company.name}, administered by ${admin_user.name}`);

  const second = await companies.create({ name: "Tin Soldiers", email: "tin@example.org" });
  print(`${second.company.name} has ${second.company.user_ids.length} user`);

  const renamed = await companies.update(company.id, { name: "Harbour Ghosts" });
  print(`Now called ${renamed.name}`);

  const { permission } = await companies.grantAccess(company.id, developerId, "ADMIN");
  print(`Another developer is ${permission}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
