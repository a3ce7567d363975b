/** Downloads a file by its uid: asks for a fresh address, and gets what is there. */
import { getFileDetails } from "../../generated/ndi-cloud/resources/files.js";
import type { Caller, CallOptions } from "../runtime/index.js";
import { NdiDownloadError } from "./errors.js";
import type { FileDownload, GetOptions, Storage } from "./storage.js";

/** A file by its dataset and uid. */
export interface FileReference {
  readonly datasetId: string;
  readonly uid: string;
}

/** @throws {NdiDownloadError} for a file that is registered, but whose bytes are not there. */
export async function downloadOf(
  caller: Caller,
  storage: Storage,
  { datasetId, uid }: FileReference,
  about: { readonly settings: GetOptions; readonly options: CallOptions | undefined },
): Promise<FileDownload> {
  const path = { datasetId, fileUid: uid };
  const { downloadUrl } = await caller.call(getFileDetails, { path }, about.options);
  if (downloadUrl) return await storage.get(downloadUrl, about.settings);
  const message = `File ${uid} of dataset ${datasetId} is registered, but its bytes are not there`;
  throw new NdiDownloadError(message, { code: "NOT_UPLOADED" });
}
