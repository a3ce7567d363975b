/**
 * Upload one file in two steps: ask for an address, put the bytes there. `files.upload` does both.
 *
 * Run: NDI_CLOUD_USERNAME=... NDI_CLOUD_PASSWORD=... npx jiti examples/ndi-cloud/upload-file.ts datasetId recording.dat
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { NdiCloudClient, type NdiCloudClientOptions, NdiUploadError } from "clientwright/ndi-cloud";

/** Which file, and where to. */
export interface Wish {
  readonly datasetId: string;
  readonly path: string;
  readonly uid: string;
}

export async function main(
  { datasetId, path, uid }: Wish,
  options: NdiCloudClientOptions = {},
  print = console.log,
): Promise<boolean> {
  await using client = NdiCloudClient.fromEnv(options);
  const data = await readFile(path);
  const about = { uid, name: basename(path), size: data.length };
  const { uploadUrl } = await client.files.getUploadUrl(datasetId, about);
  try {
    await client.files.put(uploadUrl, data);
  } catch (error) {
    if (!(error instanceof NdiUploadError)) throw error;
    print(`Upload failed: ${error.status}`);
    return false;
  }
  print("File uploaded successfully!");
  return true;
}

if (process.argv[1] === import.meta.filename) {
  const [, , datasetId = "", path = ""] = process.argv;
  await main({ datasetId, path, uid: basename(path) });
}
