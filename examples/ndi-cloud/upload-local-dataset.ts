/**
 * Upload a dataset folder, and a second time what is missing: nothing. Run it again, and nothing is sent at all.
 *
 * Run: NDI_CLOUD_USERNAME=... NDI_CLOUD_PASSWORD=... npx jiti examples/ndi-cloud/upload-local-dataset.ts path/to/folder
 */
import { NdiCloudClient, type NdiCloudClientOptions } from "clientwright/ndi-cloud";
import { LocalDataset, newDataset, uploadDocumentCollection } from "clientwright/ndi-cloud/node";

export async function main(
  path: string,
  options: NdiCloudClientOptions = {},
  print = console.log,
): Promise<string> {
  await using client = NdiCloudClient.fromEnv(options);
  const dataset = await LocalDataset.open(path);
  const datasetId = await newDataset(client, dataset, { onMessage: print });
  const { success, report } = await uploadDocumentCollection(
    client,
    datasetId,
    await dataset.allDocuments(),
    { onlyUploadMissing: true, onMessage: print },
  );
  if (success) {
    print("Upload complete!");
    print(`Uploaded ${report.manifest.length} batches (${report.uploadType})`);
    print(`View at: ${client.datasetUrl(datasetId)}`);
  } else print(`Upload failed: ${report.errors.map(({ message }) => message).join("; ")}`);
  return datasetId;
}

if (process.argv[1] === import.meta.filename) await main(process.argv[2] ?? ".");
