/**
 * Publish a dataset and wait until it is public. Needs the login of an administrator.
 *
 * Run: NDI_CLOUD_USERNAME=... NDI_CLOUD_PASSWORD=... npx jiti examples/ndi-cloud/publish-dataset.ts datasetId
 */
import { NdiCloudClient, type NdiCloudClientOptions, toResult } from "clientwright/ndi-cloud";

export async function main(
  datasetId: string,
  options: NdiCloudClientOptions = {},
  print = console.log,
): Promise<boolean> {
  await using client = NdiCloudClient.fromEnv(options);
  const onProgress = ({ publishProgress }: { readonly publishProgress?: unknown }) => {
    if (publishProgress !== undefined) print(`Progress: ${JSON.stringify(publishProgress)}`);
  };
  const { success, data, error } = await toResult(
    client.datasets.publishAndWait(datasetId, { submit: true, onProgress }),
  );
  if (!success) {
    print(`Failed to publish: ${error.message}`);
    return false;
  }
  if (data.state === "complete") print("Dataset published!");
  else print("Publishing goes on");
  print(`Public URL: ${client.datasetUrl(datasetId)}`);
  return data.state === "complete";
}

if (process.argv[1] === import.meta.filename) await main(process.argv[2] ?? "");
