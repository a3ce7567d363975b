/** `client.search`: queries over documents, and free searches. */
import type {
  DocumentSummary,
  FreeAnswer,
  NdiQueryPage,
  SearchQuery,
} from "../../generated/ndi-cloud/models.js";
import {
  ndiQuery,
  type SearchDatasetsErrors,
  type SearchDocumentsErrors,
  searchDatasets,
  searchDocuments,
} from "../../generated/ndi-cloud/resources/search.js";
import type { ApiPromise, Caller, CallOptions } from "../runtime/index.js";
import { type PageOptions, type PageQuery, pageQuery } from "./checks.js";
import type { NdiContext } from "./context.js";
import { exchanged } from "./exchange.js";
import { type QueryInput, type ScopeInput, scopeOf, searchStructureOf } from "./query.js";
import { walkItems, walkPageSize } from "./walk.js";

/** Documents of a page, unless a call says otherwise. */
const usualPageSize = 20;

/** Queries over documents. [NDI-150] */
export class SearchGroup {
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    this.#context = context;
  }

  /**
   * One page of the documents that are found; `number_matches` says how many there are in all.
   *
   * @throws {NdiValidationError} for scopes and conditions that the server does not know.
   */
  query(
    scope: ScopeInput,
    query: QueryInput,
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<NdiQueryPage> {
    const { client } = this.#context;
    return exchanged(client, async (caller) =>
      ask(caller, { scope, query, page: pageQuery(page, usualPageSize), options }),
    );
  }

  /** Documents of all pages, asked for as they are consumed. [NDI-159] */
  async *iterate(
    scope: ScopeInput,
    query: QueryInput,
    choices: { readonly pageSize?: number } = {},
    options?: CallOptions,
  ): AsyncGenerator<DocumentSummary, void, undefined> {
    const { client } = this.#context;
    const { pageSize } = pageQuery(choices, walkPageSize);
    yield* walkItems({
      pageSize,
      read: (page) => ask(client, { scope, query, page, options }),
      itemsOf: ({ documents }) => documents,
      totalOf: ({ number_matches: total }) => total,
    });
  }

  /** Documents of all pages, in one list. */
  async queryAll(
    scope: ScopeInput,
    query: QueryInput,
    choices: { readonly pageSize?: number } = {},
    options?: CallOptions,
  ): Promise<DocumentSummary[]> {
    const found: DocumentSummary[] = [];
    for await (const document of this.iterate(scope, query, choices, options)) found.push(document);
    return found;
  }

  /** Searches public datasets. What can be asked is not documented; no credentials are sent. */
  datasets(
    query: SearchQuery,
    options?: CallOptions,
  ): ApiPromise<FreeAnswer, SearchDatasetsErrors> {
    return this.#context.client.call(searchDatasets, { body: query }, options);
  }

  /** Searches public documents. What can be asked is not documented; no credentials are sent. */
  documents(
    query: SearchQuery,
    options?: CallOptions,
  ): ApiPromise<FreeAnswer, SearchDocumentsErrors> {
    return this.#context.client.call(searchDocuments, { body: query }, options);
  }
}

interface Question {
  readonly scope: ScopeInput;
  readonly query: QueryInput;
  readonly page: PageQuery;
  readonly options: CallOptions | undefined;
}

async function ask(
  caller: Caller,
  { scope, query, page, options }: Question,
): Promise<NdiQueryPage> {
  const body = { scope: scopeOf(scope), searchstructure: searchStructureOf(query) };
  return await caller.call(ndiQuery, { query: { ...page }, body }, options);
}
