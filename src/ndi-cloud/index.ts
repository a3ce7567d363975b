/** NDI Cloud: the public names of `clientwright/ndi-cloud`. */
export type {
  AssociatedPublication,
  BulkUploadJob,
  BulkUploadJobList,
  ComputeSession,
  ComputeStart,
  Contributor,
  DatasetFile,
  DatasetListItem,
  DeleteWhen,
  DocumentClassCounts,
  DocumentCreated,
  DocumentDetail,
  DocumentListPage,
  DocumentSummary,
  DocumentWithData,
  FileDetail,
  FileInfo,
  FileLocation,
  Funding,
  MatlabLicenseStatus,
  MatlabLicenseUpload,
  NdiDocument,
  NdiQueryPage,
  NdiQueryScope,
  OrganizationListItem,
  PublishProgress,
  PublishResult,
  QueryNode,
  User,
  UserWithOrganizations,
} from "../../generated/ndi-cloud/models.js";
export { VERSION } from "../runtime/index.js";
export { AuthGroup, type ForgottenPassword, type UserChoice } from "./auth.js";
export type { AllJobsOptions, AllJobsResult, JobResult, JobWaitOptions } from "./bulk-uploads.js";
export type { PageOptions } from "./checks.js";
export { NdiCloudClient, type NdiCloudGroups } from "./client.js";
export { ComputeGroup, type ComputeResult, type ComputeWaitOptions } from "./compute.js";
export type { OrganizationChoice } from "./context.js";
export type { DatasetChoice, DatasetListOptions } from "./dataset-lists.js";
export { type DatasetUrlOptions, datasetUrl } from "./dataset-url.js";
export {
  type CreateDatasetOptions,
  DatasetsGroup,
  type FieldOptions,
} from "./datasets.js";
export type { DeleteOptions } from "./deletion.js";
export { bareDocument, contributorOrcid, documentBody, ndiIdOf } from "./document-body.js";
export type { DocumentWalkOptions } from "./document-lists.js";
export { DocumentsGroup } from "./documents.js";
export type { DuplicateGroup, DuplicateOptions, Duplicates } from "./duplicates.js";
export {
  type Environment,
  type NdiCredentials,
  type NdiEnvironment,
  resolveBaseUrl,
} from "./environment.js";
export {
  NdiApiError,
  NdiAuthError,
  NdiConfigError,
  NdiConnectionError,
  NdiDownloadError,
  NdiError,
  type NdiErrorInit,
  NdiNotFoundError,
  NdiPermissionError,
  NdiServerError,
  NdiSyncError,
  NdiTimeoutError,
  NdiUploadError,
  NdiValidationError,
} from "./errors.js";
export { type FileListOptions, isFileUploaded } from "./file-list.js";
export {
  fileLocations,
  mapFileLocations,
  type NdicReference,
  ndicUri,
  parseNdicUri,
  withNdicLocations,
} from "./file-locations.js";
export { type FileDescription, FilesGroup, type FileUpload } from "./files.js";
export { type FailedAnswer, formatApiError } from "./format-error.js";
export { MatlabLicenseGroup } from "./matlab-license.js";
export type {
  CollectionUploadUrl,
  Dataset,
  DatasetCreated,
  DatasetFields,
  DatasetListPage,
  Deletion,
  LoginResult,
  NewDataset,
  UploadUrl,
} from "./models.js";
export { dehydrateNonFinite, rehydrateNonFinite } from "./non-finite.js";
export type { CredentialsSource, NdiCloudClientOptions } from "./options.js";
export { OrganizationsGroup } from "./organizations.js";
export type { WaitOptions } from "./polling.js";
export type { Published, PublishState, PublishWaitOptions } from "./publishing.js";
export { type FieldQuery, NdiQuery, type QueryInput, type ScopeInput } from "./query.js";
export { type NdiFailure, type NdiResult, type NdiSuccess, toResult } from "./result.js";
export type { Safe } from "./safe.js";
export { SearchGroup } from "./search.js";
export type { FileData, FileDownload, GetOptions, PutOptions } from "./storage.js";
export {
  DEFAULT_TOKEN_TTL_SECONDS,
  decodeToken,
  getTokenExpiration,
  isTokenExpired,
  maskToken,
  tokenSecondsLeft,
} from "./token-times.js";
export { UsersGroup } from "./users.js";
