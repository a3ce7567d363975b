/**
 * Say once which company is meant, and sometimes another.
 *
 * Run: npx jiti examples/valentina/default-company.ts
 */
import { usersService, VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main(
  { options, otherCompanyId }: Settings,
  print = console.log,
): Promise<void> {
  const client = new VClient(options);

  const users = await client.users().listAll();
  print(`${users.length} users of the default company`);

  const others = await client.users({ companyId: otherCompanyId }).listAll();
  print(`${others.length} users of the other company`);

  // The same by the default client.
  const service = usersService();
  const otherService = usersService({ companyId: otherCompanyId });
  print(`${(await service.getPage()).total} and ${(await otherService.getPage()).total}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
