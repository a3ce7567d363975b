/**
 * Create a dataset, add a document, read both back, delete the dataset. The token comes from the environment.
 *
 * Run: NDI_CLOUD_TOKEN=... NDI_CLOUD_ORGANIZATION_ID=... npx jiti examples/ndi-cloud/round-trip.ts
 */
import { NdiCloudClient, type NdiCloudClientOptions } from "clientwright/ndi-cloud";

export async function main(
  options: NdiCloudClientOptions = {},
  print = console.log,
): Promise<string> {
  await using client = NdiCloudClient.fromEnv(options);
  const { id } = await client.datasets.create({ name: "Test Dataset" });
  print(`Created dataset ${id}`);
  try {
    // The members of `document_properties` are what is sent.
    const document = { document_properties: { base: { id: "test_doc_001", type: "test" } } };
    const added = await client.documents.add(id, document);
    print(`Added document ${added.id}`);

    const { documentCount } = await client.datasets.get(id);
    if (documentCount !== 1) throw new Error(`the dataset has ${documentCount} documents`);
    const { base } = await client.documents.get(id, added.id);
    print(`Read document ${base?.id}, of ${documentCount}`);
  } finally {
    await client.datasets.delete(id, { when: "now" });
    print(`Deleted dataset ${id}`);
  }
  return id;
}

if (process.argv[1] === import.meta.filename) await main();
