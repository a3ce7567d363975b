/**
 * Let a server see that two requests are the same wish.
 *
 * Run: npx jiti examples/valentina/idempotency.ts
 */
import { VClient } from "clientwright/valentina";
import { type Settings, settings } from "./settings.js";

export async function main({ options }: Settings, print = console.log): Promise<void> {
  // A key for each POST, PUT and PATCH, made by the client.
  await using client = new VClient({ ...options, autoIdempotencyKeys: true });
  const { company } = await client.companies.create({ name: "Safe Retry", email: "a@example.com" });
  print(`Created ${company.name}`);

  // A key of your own, kept for as long as the wish is open.
  const idempotencyKey = crypto.randomUUID();
  const body = { name: "Once Only", email: "b@example.com" };
  const first = await client.companies.create(body, { idempotencyKey });
  const again = await client.companies.create(body, { idempotencyKey });
  print(`Created once: ${first.company.id === again.company.id}`);
}

if (process.argv[1] === import.meta.filename) await main(settings());
