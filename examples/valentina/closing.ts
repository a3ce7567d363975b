/**
 * A client that closes by itself, and is nobody's default.
 *
 * Run: npx jiti examples/valentina/closing.ts
 */
import { VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  await using client = new VClient({ ...options, setAsDefault: false });
  const companies = await client.companies.listAll();
  print(`${companies.length} companies`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
