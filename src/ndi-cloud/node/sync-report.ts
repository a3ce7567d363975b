/** What a synchronisation did: how it is noted, and how it is told. */
import type { SyncMode, SyncPlan } from "./sync-plan.js";
import type { SentArchive } from "./upload-files.js";
import type { UploadReport } from "./upload-report.js";

/** What a synchronisation did, or would do. */
export interface SyncReport {
  readonly success: boolean;
  /** What went wrong, in a sentence; undefined when nothing did. */
  readonly message: string | undefined;
  readonly mode: SyncMode;
  readonly dryRun: boolean;
  readonly plan: SyncPlan;
  readonly uploadedDocumentIds: readonly string[];
  readonly downloadedDocumentIds: readonly string[];
  readonly deletedLocalDocumentIds: readonly string[];
  readonly deletedRemoteDocumentIds: readonly string[];
  readonly failedDocumentIds: readonly string[];
  readonly uploadReport: UploadReport | undefined;
  /** Files that came or went; those in archives once the server has unpacked them. */
  readonly filesUploaded: number;
  readonly filesFailed: number;
  readonly filesDownloaded: number;
  /** Whether both sides were noted; never after a failure. */
  readonly indexUpdated: boolean;
}

/** What was done so far. */
export interface SyncTally {
  readonly mode: SyncMode;
  readonly plan: SyncPlan;
  readonly dryRun: boolean;
  message: string | undefined;
  uploaded: readonly string[];
  downloaded: readonly string[];
  deletedLocal: string[];
  deletedRemote: readonly string[];
  failed: readonly string[];
  uploadReport: UploadReport | undefined;
  readonly archives: SentArchive[];
  filesUploaded: number;
  filesFailed: number;
  filesDownloaded: number;
  indexUpdated: boolean;
}

/** Nothing was done yet. */
export function createState(mode: SyncMode, plan: SyncPlan, dryRun: boolean): SyncTally {
  return {
    ...{ mode, plan, dryRun, message: undefined, uploadReport: undefined, indexUpdated: false },
    ...{ uploaded: [], downloaded: [], deletedLocal: [], deletedRemote: [], failed: [] },
    ...{ filesUploaded: 0, filesFailed: 0, filesDownloaded: 0, archives: [] },
  };
}

/** What callers see of it. */
export function reportOf(state: SyncTally): SyncReport {
  const { mode, plan, dryRun, message, uploadReport, indexUpdated } = state;
  const { filesUploaded, filesFailed, filesDownloaded } = state;
  return {
    success: message === undefined,
    ...{ message, mode, dryRun, plan, uploadReport, indexUpdated },
    ...{ filesUploaded, filesFailed, filesDownloaded },
    uploadedDocumentIds: dryRun ? plan.upload : state.uploaded,
    downloadedDocumentIds: dryRun ? plan.download : state.downloaded,
    deletedLocalDocumentIds: dryRun ? plan.deleteLocal : state.deletedLocal,
    deletedRemoteDocumentIds: dryRun ? plan.deleteRemote : state.deletedRemote,
    failedDocumentIds: state.failed,
  };
}
