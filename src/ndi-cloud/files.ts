/** `client.files`: files of datasets, and the addresses of the file storage where their bytes are. */
import type {
  BulkUploadJob,
  BulkUploadJobList,
  BulkUploadState,
  DatasetFile,
  FileDetail,
} from "../../generated/ndi-cloud/models.js";
import {
  type GetBulkUploadJobErrors,
  type GetFileCollectionUploadUrlErrors,
  type GetFileDetailsErrors,
  type GetFileUploadUrlErrors,
  getBulkUploadJob,
  getFileCollectionUploadUrl,
  getFileDetails,
  getFileUploadUrl,
  type ListBulkUploadJobsErrors,
  listBulkUploadJobs,
} from "../../generated/ndi-cloud/resources/files.js";
import type { ApiPromise, Caller, CallOptions } from "../runtime/index.js";
import {
  type AllJobsOptions,
  type AllJobsResult,
  type JobResult,
  type JobWaitOptions,
  waitForAllJobs,
  waitForJob,
} from "./bulk-uploads.js";
import { checkText } from "./checks.js";
import type { NdiContext, OrganizationChoice } from "./context.js";
import { exchanged, normalised } from "./exchange.js";
import { downloadOf, type FileReference } from "./file-download.js";
import { type FileListOptions, listFiles } from "./file-list.js";
import { createFileOrganizations, type FileOrganizations } from "./file-organizations.js";
import type { CollectionUploadUrl, UploadUrl } from "./models.js";
import type { FileData, FileDownload, GetOptions, PutOptions } from "./storage.js";

/** A file that is to be uploaded. Only its uid is sent. [NDI-077 to NDI-080] */
export interface FileDescription {
  readonly uid: string;
  readonly name?: string;
  /** Bytes. */
  readonly size?: number;
  /** For the upload itself. Default, and what the storage expects: `application/octet-stream`. */
  readonly contentType?: string;
}

/** A file with its bytes. */
export interface FileUpload extends FileDescription {
  readonly data: FileData;
}

/** Files of datasets. */
export class FilesGroup {
  readonly #context: NdiContext;
  readonly #organizations: FileOrganizations;

  constructor(context: NdiContext) {
    this.#context = context;
    this.#organizations = createFileOrganizations(context);
  }

  /**
   * Where the bytes of a file go, for a short time. [NDI-077 to NDI-081, NDI-085]
   *
   * @param file The file, or its uid.
   * @param choices Default: the organization of the dataset, which is asked for once per dataset.
   */
  getUploadUrl(
    datasetId: string,
    file: string | FileDescription,
    choices: OrganizationChoice = {},
    options?: CallOptions,
  ): Promise<UploadUrl> {
    return this.#exchanged((caller) =>
      this.#uploadUrl(caller, datasetId, file, { choices, options }),
    );
  }

  /** Where an archive of files goes, and the job that will unpack it. Each call makes a job. [NDI-087] */
  getCollectionUploadUrl(
    datasetId: string,
    choices: OrganizationChoice = {},
    options?: CallOptions,
  ): Promise<CollectionUploadUrl> {
    return this.#exchanged(async (caller) => {
      const organizationId = await this.#organizations(caller, datasetId, { choices, options });
      const path = { organizationId, datasetId };
      return await normalised<CollectionUploadUrl, GetFileCollectionUploadUrlErrors>(
        caller.call(getFileCollectionUploadUrl, { path }, options),
      );
    });
  }

  /**
   * Puts bytes at an address as they are. No credentials go along. [NDI-082, NDI-083]
   *
   * @throws {NdiUploadError} for every answer but 200, with status and text of the storage. [NDI-084]
   */
  put(url: string, data: FileData, options: PutOptions = {}): Promise<void> {
    return this.#context.storage.put(url, data, options);
  }

  /** Uploads one file: asks for an address and puts the bytes there. [NDI-086, NDI-138] */
  upload(
    datasetId: string,
    file: FileUpload,
    choices: OrganizationChoice & PutOptions = {},
    options?: CallOptions,
  ): Promise<void> {
    const { storage } = this.#context;
    return this.#exchanged(async (caller) => {
      const { url } = await this.#uploadUrl(caller, datasetId, file, { choices, options });
      const { organizationId: _organization, ...putOptions } = choices;
      const { size, contentType } = file;
      const known = { ...(size !== undefined && { size }), ...(contentType && { contentType }) };
      await storage.put(url, file.data, { ...signalOf(options), ...known, ...putOptions });
    });
  }

  /** The files of a dataset, and those that come meanwhile where `checkForUpdates` says so. [NDI-051] */
  list(
    datasetId: string,
    choices: FileListOptions = {},
    options?: CallOptions,
  ): Promise<readonly DatasetFile[]> {
    const { clock } = this.#context;
    return this.#exchanged((caller) => listFiles(caller, clock, { datasetId, choices, options }));
  }

  /** What is known of a file; without `downloadUrl` its bytes are not there yet. [NDI-151] */
  detail(
    datasetId: string,
    uid: string,
    options?: CallOptions,
  ): ApiPromise<FileDetail, GetFileDetailsErrors> {
    const path = { datasetId, fileUid: uid };
    return this.#context.client.call(getFileDetails, { path }, options);
  }

  /**
   * The bytes of a file as a stream, from an address that is asked for anew. [NDI-151]
   *
   * @throws {NdiNotFoundError} when there is no such file.
   * @throws {NdiDownloadError} when its bytes are not there, or the storage does not give them.
   */
  download(
    datasetId: string,
    uid: string,
    choices: GetOptions = {},
    options?: CallOptions,
  ): Promise<FileDownload> {
    const file: FileReference = { datasetId, uid };
    const settings = { ...signalOf(options), ...choices };
    return this.#exchanged((caller) =>
      downloadOf(caller, this.#context.storage, file, { settings, options }),
    );
  }

  /** The bytes of a file, in memory. [NDI-151] */
  async downloadBytes(
    datasetId: string,
    uid: string,
    choices: GetOptions = {},
    options?: CallOptions,
  ): Promise<Uint8Array> {
    const { stream } = await this.download(datasetId, uid, choices, options);
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /**
   * What is at an address of the file storage. No credentials go along.
   *
   * @throws {NdiDownloadError} for every answer but 200: the thing may not be there yet.
   */
  open(url: string, options: GetOptions = {}): Promise<FileDownload> {
    return this.#context.storage.get(url, options);
  }

  /** How far a job is that unpacks an archive. [NDI-160] */
  getBulkUpload(
    jobId: string,
    options?: CallOptions,
  ): ApiPromise<BulkUploadJob, GetBulkUploadJobErrors> {
    return this.#context.client.call(getBulkUploadJob, { path: { jobId } }, options);
  }

  /** Jobs of a dataset: those that are not over, unless told otherwise. [NDI-160] */
  listBulkUploads(
    datasetId: string,
    choices: { readonly state?: "active" | "all" | BulkUploadState } = {},
    options?: CallOptions,
  ): ApiPromise<BulkUploadJobList, ListBulkUploadJobsErrors> {
    const { state = "active" } = choices;
    const args = { path: { datasetId }, query: { state } };
    return this.#context.client.call(listBulkUploadJobs, args, options);
  }

  /**
   * Waits until an archive is unpacked. [NDI-160]
   *
   * @throws {NdiValidationError} without a job: older servers do not tell.
   * @throws {NdiUploadError} when unpacking failed.
   */
  async waitForBulkUpload(
    jobId: string,
    choices: JobWaitOptions = {},
    options?: CallOptions,
  ): Promise<JobResult> {
    checkText("jobId", jobId);
    return await waitForJob(this, this.#context.clock, { jobId, choices, options });
  }

  /** Waits until all archives of a dataset are unpacked. [NDI-160] */
  waitForAllBulkUploads(
    datasetId: string,
    choices: AllJobsOptions = {},
    options?: CallOptions,
  ): Promise<AllJobsResult> {
    return waitForAllJobs(this, this.#context.clock, { datasetId, choices, options });
  }

  async #uploadUrl(
    caller: Caller,
    datasetId: string,
    file: string | FileDescription,
    about: { readonly choices: OrganizationChoice; readonly options: CallOptions | undefined },
  ): Promise<UploadUrl> {
    const fileUid = typeof file === "string" ? file : file.uid;
    checkText("uid", fileUid);
    const organizationId = await this.#organizations(caller, datasetId, about);
    const path = { organizationId, datasetId, fileUid };
    return await normalised<UploadUrl, GetFileUploadUrlErrors>(
      caller.call(getFileUploadUrl, { path }, about.options),
    );
  }

  #exchanged<T>(task: (caller: Caller) => Promise<T>): Promise<T> {
    return exchanged(this.#context.client, task);
  }
}

function signalOf(options: CallOptions | undefined): { readonly signal?: AbortSignal } {
  return options?.signal === undefined ? {} : { signal: options.signal };
}
