/** The lists and counts of `client.documents`. */
import type {
  DocumentClassCounts,
  DocumentListPage,
  DocumentSummary,
} from "../../generated/ndi-cloud/models.js";
import { getDataset } from "../../generated/ndi-cloud/resources/datasets.js";
import {
  type GetDocumentClassCountsErrors,
  getDocumentClassCounts,
  getDocumentCount,
  listDeletedDocuments,
  listDocuments,
} from "../../generated/ndi-cloud/resources/documents.js";
import {
  type ApiPromise,
  type Caller,
  type CallOptions,
  ClientwrightError,
} from "../runtime/index.js";
import { type PageOptions, pageQuery } from "./checks.js";
import type { NdiContext } from "./context.js";
import { type UpdateOptions, watchedDocuments } from "./document-updates.js";
import { NdiApiError } from "./errors.js";
import { exchanged } from "./exchange.js";
import { walkItems, walkPageSize } from "./walk.js";

/** How all documents are listed. */
export interface DocumentWalkOptions extends UpdateOptions {
  /** Documents asked for at once, from 1 to 1,000. Default: 1,000. */
  readonly pageSize?: number;
}

/** Documents of a page, unless a call says otherwise. [NDI-067] */
const usualPageSize = 50;

/** Lists and counts of documents. */
export class DocumentLists {
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    this.#context = context;
  }

  /**
   * One page of the documents of a dataset, without their bodies. [NDI-067 to NDI-070]
   *
   * @throws {NdiNotFoundError} when there is no such dataset. [NDI-170]
   */
  list(
    datasetId: string,
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<DocumentListPage> {
    return this.#exchanged(async (caller) => {
      const query = pageQuery(page, usualPageSize);
      return await caller.call(listDocuments, { path: { datasetId }, query }, options);
    });
  }

  /** Documents of all pages, and those that come meanwhile where `checkForUpdates` says so. [NDI-159] */
  async *listAll(
    datasetId: string,
    choices: DocumentWalkOptions = {},
    options?: CallOptions,
  ): AsyncGenerator<DocumentSummary, void, undefined> {
    const { client, clock } = this.#context;
    const { pageSize } = pageQuery(choices, walkPageSize);
    const path = { datasetId };
    yield* watchedDocuments({
      walk: {
        pageSize,
        read: async (query) => await client.call(listDocuments, { path, query }, options),
        itemsOf: ({ documents }: DocumentListPage) => documents,
      },
      count: () => this.count(datasetId, {}, options),
      choices,
      clock,
      signal: options?.signal,
    });
  }

  /** One page of documents that were deleted and are not gone yet. [NDI-155] */
  listDeleted(
    datasetId: string,
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<DocumentListPage> {
    return this.#exchanged(async (caller) => {
      const query = pageQuery(page, usualPageSize);
      return await caller.call(listDeletedDocuments, { path: { datasetId }, query }, options);
    });
  }

  /** Deleted documents of all pages. [NDI-159] */
  async *listAllDeleted(
    datasetId: string,
    choices: { readonly pageSize?: number } = {},
    options?: CallOptions,
  ): AsyncGenerator<DocumentSummary, void, undefined> {
    const { pageSize } = pageQuery(choices, walkPageSize);
    yield* walkItems({
      pageSize,
      read: (query) => this.listDeleted(datasetId, query, options),
      itemsOf: ({ documents }) => documents,
    });
  }

  /**
   * How many documents a dataset has, counted afresh; where that fails, by the dataset's own word, which may lag
   * behind. [NDI-056]
   *
   * @param choices `includeDeleted`: counts those that are deleted and not gone yet as well. Default: false.
   */
  count(
    datasetId: string,
    choices: { readonly includeDeleted?: boolean } = {},
    options?: CallOptions,
  ): Promise<number> {
    const { includeDeleted } = choices;
    const query = includeDeleted === undefined ? {} : { includeDeleted };
    return this.#exchanged(async (caller) => {
      const path = { datasetId };
      const counted = await caller
        .call(getDocumentCount, { path, query }, options)
        .then(({ count }) => count, unlessPassing);
      if (typeof counted === "number" && Number.isInteger(counted)) return counted;
      const { documentCount } = await caller.call(getDataset, { path }, options);
      if (documentCount !== undefined) return documentCount;
      throw counted instanceof Error
        ? counted
        : new NdiApiError("Nobody says how many documents the dataset has");
    });
  }

  /** How many documents there are of each class; classes that extend others are not counted with them. [NDI-158] */
  classCounts(
    datasetId: string,
    options?: CallOptions,
  ): ApiPromise<DocumentClassCounts, GetDocumentClassCountsErrors> {
    return this.#context.client.call(getDocumentClassCounts, { path: { datasetId } }, options);
  }

  #exchanged<T>(task: (caller: Caller) => Promise<T>): Promise<T> {
    return exchanged(this.#context.client, task);
  }
}

/** The failure of a count that the dataset's own number can stand in for; others are thrown. */
function unlessPassing(error: unknown): unknown {
  const isFailure =
    error instanceof ClientwrightError && /^(answer|parse|timeout|connection)$/.test(error.kind);
  if (!isFailure || error.status === 401 || error.status === 403) throw error;
  return error;
}
