/** The Node room of NDI Cloud: dataset folders, and the workflows that read and write them. */
export { createNdiId, type DatasetLink } from "./dataset-link.js";
export type { FolderLock } from "./folder-lock.js";
export { LocalDataset } from "./local-dataset.js";
export type { LocalDocuments } from "./local-documents.js";
export type { LocalFile, LocalFiles } from "./local-files.js";
export {
  type ConfigPath,
  loadConfig,
  loadToken,
  type StoredConfig,
  saveToken,
  type TokenToSave,
} from "./stored-config.js";
export type { SyncIndex, SyncState } from "./sync-index.js";
export type { WorkOptions, WorkPhase, WorkProgress } from "./work.js";
