/**
 * Download a dataset into a folder, open the folder, and count its documents.
 *
 * Run: npx jiti examples/ndi-cloud/download-dataset.ts datasetId path/to/downloads
 */
import { NdiCloudClient, type NdiCloudClientOptions } from "clientwright/ndi-cloud";
import { type DownloadMode, LocalDataset, tryDownloadDataset } from "clientwright/ndi-cloud/node";

/** What is downloaded, and where to. */
export interface Wish {
  readonly datasetId: string;
  readonly outputPath: string;
  /** `local` brings the files along, `hybrid` leaves them on the server. Default: `local`. */
  readonly mode?: DownloadMode;
}

export async function main(
  { datasetId, outputPath, mode = "local" }: Wish,
  options: NdiCloudClientOptions = {},
  print = console.log,
): Promise<string | undefined> {
  await using client = NdiCloudClient.fromEnv(options);
  const { success, message, dataset } = await tryDownloadDataset(client, datasetId, {
    ...{ outputPath, mode },
    onMessage: print,
  });
  if (!success || dataset === undefined) {
    print(`Download failed: ${message}`);
    return undefined;
  }
  print("Download complete!");
  print(`Dataset location: ${dataset.path}`);

  const documents = await (await LocalDataset.open(dataset.path)).allDocuments();
  print(`Loaded ${documents.length} documents`);
  return dataset.path;
}

if (process.argv[1] === import.meta.filename) {
  const [, , datasetId = "", outputPath = "."] = process.argv;
  await main({ datasetId, outputPath });
}
