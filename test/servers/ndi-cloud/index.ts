// What tests import.
export type { StoredDataset, StoredDocument, StoredFile } from "./datasets.js";
export type { Oddities } from "./oddities.js";
export type { NdiCloudServerOptions } from "./options.js";
export { type NdiCloudServer, startNdiCloudServer } from "./server.js";
export type { NdiCloudState } from "./state.js";
export { guest, hartLab, ines, noor, otherLab, root, sam } from "./users.js";
export { readZip, writeZip, type ZipEntry } from "./zip.js";
