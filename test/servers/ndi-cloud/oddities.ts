// Forms in which servers have been seen to answer, beside the documented ones.

/** Each member is a switch; tests may turn it while the server runs. */
export interface Oddities {
  /** How a single and a created dataset tell their id. `documented` is `_id` for one and `id` for the other. */
  datasetId: "documented" | "id" | "_id" | "x_id";
  /** How a created document tells its id. */
  documentId: "id" | "_id";
  /** Under which name a login tells its token. */
  tokenField: "token" | "idToken" | "accessToken";
  /** Whether a login says when its token ends. */
  expiry: "none" | "expiresAt" | "expiresIn";
  /** Organizations of an account: `object` sends the first one bare. */
  organizations: "list" | "object" | "absent";
  /** Whether a created account comes without its wrapper. */
  flatAccount: boolean;
  /** Datasets of an empty page. */
  emptyDatasets: "list" | "object" | "absent";
  /** Whether pages of datasets have no total. */
  noTotals: boolean;
  branches: "datasets" | "branches" | "bare";
  computeList: "sessions" | "bare";
  computeId: "sessionId" | "id";
  queryTotal: "number_matches" | "totalItems" | "totalNumber" | "none";
  queryList: "documents" | "ids";
  uploadField: "url" | "uploadUrl";
  /** Whether an archive of files has no id for its job, as on older servers. */
  noJobIds: boolean;
  /** Whether a changed document comes as JSON within a JSON text. */
  documentInText: boolean;
  /** How a file says that its bytes are there. */
  uploadedFlag: "boolean" | "number" | "absent";
  /** Whether lists of files begin with an entry that has no uid. */
  filesWithoutUid: boolean;
  /** Whether documents that are read have an address of the storage in their locations. */
  signedLocations: boolean;
  /** Whether the count of a dataset stays at what it was when the dataset was made. */
  driftingCount: boolean;
  /** Bodies of logouts, deletions and undeletions. */
  emptyAnswers: boolean;
  /** Where an error has its sentence. `documented` differs from one error to the other. */
  errorForm:
    | "documented"
    | "message"
    | "error"
    | "errors"
    | "detail"
    | "nested"
    | "text"
    | "html"
    | "empty";
  /** How many reads of a dataset find nothing after it was made or brought back. */
  laggingReads: number;
  /** Whether the storage damages what is not asked for with `Accept-Encoding: identity`. */
  damagingGateway: boolean;
  /** Whether the storage sends downloads on to another address. */
  redirectedDownloads: boolean;
}

/** No oddity at all. */
export function documentedForms(): Oddities {
  return {
    datasetId: "documented",
    documentId: "id",
    tokenField: "token",
    expiry: "none",
    organizations: "list",
    flatAccount: false,
    emptyDatasets: "list",
    noTotals: false,
    branches: "datasets",
    computeList: "sessions",
    computeId: "sessionId",
    queryTotal: "number_matches",
    queryList: "documents",
    uploadField: "url",
    noJobIds: false,
    documentInText: false,
    uploadedFlag: "boolean",
    filesWithoutUid: false,
    signedLocations: false,
    driftingCount: false,
    emptyAnswers: false,
    errorForm: "documented",
    laggingReads: 0,
    damagingGateway: false,
    redirectedDownloads: false,
  };
}
