/** The Node room of NDI Cloud: dataset folders, and the workflows that read and write them. */

export { addDocumentFromFile } from "./add-from-file.js";
export type { RetryChoices } from "./attempts.js";
export { createDoiBatchXml, type Depositor, type DoiBatch } from "./crossref-xml.js";
export { createNdiId, type DatasetLink } from "./dataset-link.js";
export {
  type CrossrefOptions,
  checkDoiSubmission,
  createNewDoi,
  type DoiRegistration,
  type DoiSubmission,
  isNdiDoi,
  type RegisterDoiOptions,
  registerDatasetDoi,
} from "./doi.js";
export {
  type DownloadDatasetOptions,
  type DownloadMode,
  downloadDataset,
  tryDownloadDataset,
} from "./download-dataset.js";
export { bulkDownload, type DownloadDocumentsOptions, walkDownload } from "./download-documents.js";
export {
  type DownloadedFiles,
  type DownloadFileOptions,
  type DownloadFilesOptions,
  downloadDatasetFiles,
  downloadTo,
  fetchNdicUri,
  type WantedFile,
} from "./download-files.js";
export type { FolderLock } from "./folder-lock.js";
export {
  downloadGenericFiles,
  type GenericFiles,
  type GenericFilesOptions,
  type NamingStrategy,
} from "./generic-files.js";
export { type FolderLink, LocalDataset } from "./local-dataset.js";
export type { LocalDocuments } from "./local-documents.js";
export type { LocalFile, LocalFiles } from "./local-files.js";
export { type NewDatasetOptions, newDataset } from "./new-dataset.js";
export type { FileUploadStrategy, PushOptions } from "./push-documents.js";
export type { IngestChoices } from "./remote-documents.js";
export {
  type Scan,
  type ScannedDocument,
  type ScannedFile,
  type ScanOptions,
  scanForUpload,
} from "./scan-for-upload.js";
export {
  type ConfigPath,
  defaultConfigPath,
  loadConfig,
  loadToken,
  type StoredConfig,
  saveToken,
  type TokenToSave,
} from "./stored-config.js";
export { type SyncOptions, sync, syncPlan } from "./sync.js";
export type { SyncIndex, SyncState } from "./sync-index.js";
export {
  describePlan,
  planSync,
  type SyncMode,
  type SyncModeInput,
  type SyncPlan,
  type SyncSides,
} from "./sync-plan.js";
export type { SyncReport } from "./sync-report.js";
export { type UploadDocumentsOptions, uploadDocumentCollection } from "./upload-documents.js";
export {
  type SentArchive,
  type UploadFileEntry,
  type UploadFilesOptions,
  type UploadFilesResult,
  type UploadZipOptions,
  uploadFiles,
  uploadZip,
} from "./upload-files.js";
export type { UploadFailure, UploadOutcome, UploadReport, UploadType } from "./upload-report.js";
export {
  type DocumentDifference,
  type DocumentMismatch,
  documentDifference,
  type ValidateOptions,
  type ValidationReport,
  validateSync,
} from "./validate-sync.js";
export type { WorkOptions, WorkPhase, WorkProgress } from "./work.js";
export type { ZipLimits } from "./zip-reader.js";
