/** `client.documents`: the documents of datasets. */
import type {
  BulkFetchResponse,
  DocumentCreated,
  DocumentDetail,
  DocumentWithData,
  NdiDocument,
} from "../../generated/ndi-cloud/models.js";
import {
  addDocument,
  bulkDeleteDocuments,
  bulkFetchDocuments,
  deleteDocument,
  type GetDocumentErrors,
  getDocument,
  updateDocument,
} from "../../generated/ndi-cloud/resources/documents.js";
import {
  type RequestBulkDownloadErrors,
  type RequestBulkUploadErrors,
  requestBulkDownload,
  requestBulkUpload,
} from "../../generated/ndi-cloud/resources/documents-archives.js";
import { type ApiPromise, type Caller, type CallOptions, isRecord } from "../runtime/index.js";
import { isCloudId, mistake } from "./checks.js";
import type { NdiContext } from "./context.js";
import { type DeleteOptions, deleted } from "./deletion.js";
import { bareDocument } from "./document-body.js";
import { DocumentLists } from "./document-lists.js";
import { type DuplicateOptions, type Duplicates, findDuplicates } from "./duplicates.js";
import { exchanged, normalised } from "./exchange.js";
import type { Deletion, UploadUrl } from "./models.js";
import { dehydrateNonFinite } from "./non-finite.js";

/** The most that the server fetches at once. */
export const largestFetch = 500;

/** The documents of datasets. */
export class DocumentsGroup extends DocumentLists {
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    super(context);
    this.#context = context;
  }

  /**
   * Adds a document: its bare body, or the guide's `{ document_properties: body }`. Never repeated, as a repetition
   * would add it twice. [NDI-057 to NDI-066]
   */
  add(datasetId: string, document: NdiDocument, options?: CallOptions): Promise<DocumentCreated> {
    return this.#exchanged(async (caller) => {
      const args = { path: { datasetId }, body: bodyOnWire(document) };
      return await caller.call(addDocument, args, options);
    });
  }

  /**
   * A whole document, by the id that the server gave it; its NDI id is refused. [NDI-071 to NDI-074]
   *
   * @throws {NdiNotFoundError} when there is none. [NDI-171]
   */
  get(
    datasetId: string,
    documentId: string,
    options?: CallOptions,
  ): ApiPromise<DocumentDetail, GetDocumentErrors> {
    return this.#context.client.call(getDocument, { path: { datasetId, documentId } }, options);
  }

  /** Replaces a document by another body. [NDI-075] */
  update(
    datasetId: string,
    documentId: string,
    document: NdiDocument,
    options?: CallOptions,
  ): Promise<DocumentDetail> {
    return this.#exchanged(async (caller) => {
      const args = { path: { datasetId, documentId }, body: bodyOnWire(document) };
      return await caller.call(updateDocument, args, options);
    });
  }

  /** Deletes a document, in a week unless told otherwise. [NDI-076] */
  delete(
    datasetId: string,
    documentId: string,
    choices: DeleteOptions = {},
    options?: CallOptions,
  ): Promise<Deletion> {
    const path = { datasetId, documentId };
    return this.#exchanged((caller) =>
      deleted(choices, options, (when, settings) =>
        caller.call(deleteDocument, { path, query: { when } }, settings),
      ),
    );
  }

  /** Deletes many documents, in a week unless told otherwise. Sends nothing for none. [NDI-158] */
  bulkDelete(
    datasetId: string,
    documentIds: readonly string[],
    choices: DeleteOptions = {},
    options?: CallOptions,
  ): Promise<Deletion> {
    return this.#exchanged(async (caller) => {
      if (documentIds.length === 0) return { message: "There was nothing to delete" };
      return await deleted(choices, options, (when, settings) => {
        const body = { documentIds: [...documentIds], when };
        return caller.call(bulkDeleteDocuments, { path: { datasetId }, body }, settings);
      });
    });
  }

  /**
   * Many whole documents, in no particular order. Those that are missing, deleted or of other datasets are left out.
   * [NDI-158]
   *
   * @throws {NdiValidationError} for none, for more than 500, and for ids that are not 24 hexadecimal digits.
   */
  bulkFetch(
    datasetId: string,
    documentIds: readonly string[],
    options?: CallOptions,
  ): Promise<readonly DocumentWithData[]> {
    return this.#exchanged(async (caller) => {
      checkFetch(documentIds);
      const args = { path: { datasetId }, body: { documentIds: [...documentIds] } };
      const answer: BulkFetchResponse = await caller.call(bulkFetchDocuments, args, options);
      return answer.documents;
    });
  }

  /** Where an archive of documents goes. [NDI-140] */
  requestBulkUpload(
    datasetId: string,
    options?: CallOptions,
  ): ApiPromise<UploadUrl, RequestBulkUploadErrors> {
    const { client } = this.#context;
    return normalised(client.call(requestBulkUpload, { path: { datasetId } }, options));
  }

  /**
   * Where an archive of documents will be, once it is packed; until then the storage answers 403 or 404. [NDI-141]
   *
   * @param documentIds None for all documents.
   */
  requestBulkDownload(
    datasetId: string,
    documentIds: readonly string[] = [],
    options?: CallOptions,
  ): ApiPromise<UploadUrl, RequestBulkDownloadErrors> {
    const args = { path: { datasetId }, body: { documentIds: [...documentIds] } };
    return normalised(this.#context.client.call(requestBulkDownload, args, options));
  }

  /** Documents that are there twice; deletes all but one of each where that is wanted. [NDI-165] */
  findDuplicates(
    datasetId: string,
    choices: DuplicateOptions = {},
    options?: CallOptions,
  ): Promise<Duplicates> {
    return findDuplicates(this, { datasetId, choices, options });
  }

  #exchanged<T>(task: (caller: Caller) => Promise<T>): Promise<T> {
    return exchanged(this.#context.client, task);
  }
}

/** A body as it is sent. [NDI-064, NDI-167] */
function bodyOnWire(document: NdiDocument): NdiDocument {
  if (!isRecord(document)) throw mistake("A document must be an object");
  // A document is free JSON, and stays so.
  return dehydrateNonFinite(bareDocument(document)) as NdiDocument;
}

function checkFetch(documentIds: readonly string[]): void {
  if (documentIds.length < 1 || documentIds.length > largestFetch)
    throw mistake(`bulkFetch takes 1 to ${largestFetch} ids; more come with an archive`);
  const wrong = documentIds.find((id) => !isCloudId(id));
  if (wrong !== undefined)
    throw mistake(`"${wrong}" is no id of the server: 24 hexadecimal digits`);
}
