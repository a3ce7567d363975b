/** Turns what servers really answer into the documented models: the client's `normalise` option. */
import type { ClientOptions } from "../runtime/index.js";
import {
  DisguisedRefusal,
  toCreatedUser,
  toLogin,
  toPasswordReset,
  toUser,
} from "./answers/accounts.js";
import { toSession, toSessions } from "./answers/compute.js";
import {
  toBranches,
  toClassCounts,
  toCount,
  toCreatedDataset,
  toDataset,
  toDatasetPage,
  toFreeAnswer,
} from "./answers/datasets.js";
import { toDocument, toDocumentPage, toQueryPage } from "./answers/documents.js";
import { toObjectOrEmpty, UnexpectedShape } from "./answers/fields.js";
import { toCollectionUploadUrl, toFileDetail, toJobs, toUploadUrl } from "./answers/files.js";
import { ndiErrors } from "./error-family.js";
import { rehydrateNonFinite } from "./non-finite.js";

/** All other operations keep the body that they document. */
const mappings: Readonly<Record<string, (answer: unknown) => unknown>> = {
  login: toLogin,
  logout: toObjectOrEmpty,
  changePassword: toObjectOrEmpty,
  forgotPassword: toObjectOrEmpty,
  confirmForgotPassword: toPasswordReset,
  resendConfirmation: toObjectOrEmpty,
  verifyUser: toUser,
  createUser: toCreatedUser,
  getCurrentUser: toUser,
  getUser: toUser,
  listOrganizationDatasets: toDatasetPage,
  listPublishedDatasets: toDatasetPage,
  listUnpublishedDatasets: toDatasetPage,
  listDeletedDatasets: toDatasetPage,
  createDataset: toCreatedDataset,
  createDatasetBranch: toCreatedDataset,
  getDataset: toDataset,
  updateDataset: toDataset,
  listDatasetBranches: toBranches,
  undeleteDataset: toObjectOrEmpty,
  submitDataset: toObjectOrEmpty,
  publishDataset: toObjectOrEmpty,
  unpublishDataset: toObjectOrEmpty,
  listUserBookmarks: toFreeAnswer,
  bookmarkDataset: toFreeAnswer,
  unbookmarkDataset: toFreeAnswer,
  searchDatasets: toFreeAnswer,
  searchDocuments: toFreeAnswer,
  getDocumentCount: toCount,
  getDocumentClassCounts: toClassCounts,
  listDocuments: toDocumentPage,
  listDeletedDocuments: toDocumentPage,
  bulkFetchDocuments: toDocumentPage,
  addDocument: toDocument,
  getDocument: toDocument,
  updateDocument: toDocument,
  ndiQuery: toQueryPage,
  requestBulkUpload: toUploadUrl,
  requestBulkDownload: toUploadUrl,
  getFileUploadUrl: toUploadUrl,
  getFileCollectionUploadUrl: toCollectionUploadUrl,
  getFileDetails: toFileDetail,
  listBulkUploadJobs: toJobs,
  startComputeSession: toSession,
  getComputeSession: toSession,
  listComputeSessions: toSessions,
};

/**
 * Fills in names and checks shapes of successes. One that refuses is an error with the status of the answer; one that
 * lacks what its model needs cannot be read.
 *
 * @param rehydrates Whether texts that stand for numbers that are not finite become these numbers.
 */
export function createNormalise(rehydrates: boolean): NonNullable<ClientOptions["normalise"]> {
  return (body, { operation, response }) => {
    if (!response.ok || operation.answer !== undefined) return body;
    const { status, headers } = response;
    const read = decodedTwice(body);
    try {
      const answer = mappings[operation.id]?.(read) ?? read;
      return rehydrates ? rehydrateNonFinite(answer) : answer;
    } catch (cause) {
      if (cause instanceof DisguisedRefusal) {
        const { id, method, path } = operation;
        const about = { operation: { id, method, path }, status, headers, body };
        throw ndiErrors.create(cause.message, { kind: "answer", ...about });
      }
      if (!(cause instanceof UnexpectedShape)) throw cause;
      const about = { answerStatus: status, cause, body };
      throw ndiErrors.create(`Unexpected answer: ${cause.message}`, { kind: "parse", ...about });
    }
  };
}

/** An answer may be JSON within a JSON text. */
function decodedTwice(body: unknown): unknown {
  if (typeof body !== "string" || !/^\s*[[{]/.test(body)) return body;
  try {
    return JSON.parse(body);
  } catch {
    return body; // A text that only looks like it.
  }
}
