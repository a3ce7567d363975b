/**
 * List public datasets. Needs no login: an empty token sends no credentials.
 *
 * Run: npx jiti examples/ndi-cloud/list-public-datasets.ts
 */
import { NdiCloudClient, type NdiCloudClientOptions, toResult } from "clientwright/ndi-cloud";

export async function main(
  options: NdiCloudClientOptions = {},
  print = console.log,
): Promise<boolean> {
  await using client = new NdiCloudClient({ token: "", ...options });
  const { success, data } = await toResult(
    client.datasets.list({ isPublished: true, page: 1, pageSize: 10 }),
  );
  if (!success) {
    print(`Error: ${JSON.stringify(data)}`);
    return false;
  }
  print(`Found ${data.datasets.length} public datasets`);
  for (const { name, documentCount } of data.datasets)
    print(`  - ${name} (Documents: ${documentCount})`);
  return true;
}

if (process.argv[1] === import.meta.filename) await main();
