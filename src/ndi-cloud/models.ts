/** What callers see, where it is more than the document says: `normalise` makes these of what servers answer. */
import type {
  Contributor,
  DatasetCreated,
  DatasetFile,
  DeleteResult,
  FileCollectionUploadUrl,
  OrganizationListItem,
  User,
  BulkUploadJob as WireBulkUploadJob,
  Dataset as WireDataset,
  DatasetListPage as WireDatasetListPage,
  DatasetRequest as WireDatasetRequest,
} from "../../generated/ndi-cloud/models.js";

/** A login: whose it is, and the token, which consoles and JSON do not show. */
export interface LoginResult {
  /** The bearer token of all other calls. [NDI-007] */
  readonly token: string;
  /** The same, under the guide's name. [NDI-007] */
  readonly idToken: string;
  /** When the token ends, by the answer or by the token itself; undefined when neither says. [NDI-008] */
  readonly expiresAt: Date | undefined;
  readonly user: User;
  /** The organizations of the account, and whether it may upload for them. [NDI-004] */
  readonly organizations: readonly OrganizationListItem[];
  /** The organization of all further calls: the first one, unless one was chosen. */
  readonly organizationId: string | undefined;
}

/** Everything about one dataset. */
export type Dataset = Omit<WireDataset, "_id" | "contributors" | "files"> & {
  /** Id of the dataset, whatever the server called it. */
  id: string;
  /** The id as it was received, where it came under this name. */
  _id?: string;
  /** Who worked on it; empty when the server says nothing. [NDI-049] */
  contributors: Contributor[];
  /** Its files; empty when the server says nothing. [NDI-051] */
  files: DatasetFile[];
};

/** A branch that was just made, or a dataset. */
export type { DatasetCreated };

/** One page of datasets. */
export type DatasetListPage = Omit<WireDatasetListPage, "totalNumber"> & {
  /** How many there are in all; undefined when the server does not say. */
  totalNumber?: number;
};

/**
 * What can be said about a dataset; unknown members are sent as they are. A list of brain regions is joined to one
 * text. [NDI-024 to NDI-033]
 */
export type DatasetFields = WireDatasetRequest & { [member: string]: unknown };

/** A new dataset: the name is needed. */
export type NewDataset = DatasetFields & { name: string };

/** What became of something that was to be deleted. */
export type Deletion = DeleteResult & {
  /** True when the gateway gave up waiting (504): the server has it in hand, but did not say so. [NDI-055] */
  unconfirmed?: boolean;
};

/** Where bytes go, for a short time. Ask for a fresh one each time, and keep it secret. */
export interface UploadUrl {
  readonly url: string;
  /** The same, under the guide's name. [NDI-081] */
  readonly uploadUrl: string;
}

/** Where an archive of files goes, and the job that unpacks it. */
export type CollectionUploadUrl = UploadUrl &
  FileCollectionUploadUrl & {
    /** Empty when the server does not say, as older ones. */
    readonly jobId: string;
  };

/** A job that unpacks an archive. */
export type BulkUploadJob = WireBulkUploadJob;
