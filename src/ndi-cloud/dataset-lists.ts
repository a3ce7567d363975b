/** The lists of `client.datasets`. */
import type { DatasetListItem } from "../../generated/ndi-cloud/models.js";
import {
  listDeletedDatasets,
  listPublishedDatasets,
  listUnpublishedDatasets,
} from "../../generated/ndi-cloud/resources/datasets.js";
import { listOrganizationDatasets } from "../../generated/ndi-cloud/resources/organizations.js";
import type { Caller, CallOptions } from "../runtime/index.js";
import { type PageOptions, type PageQuery, pageQuery } from "./checks.js";
import { type NdiContext, type OrganizationChoice, organizationOf } from "./context.js";
import { exchanged } from "./exchange.js";
import type { DatasetListPage } from "./models.js";
import { walkItems, walkPageSize } from "./walk.js";

/** Which list of datasets. */
export interface DatasetListOptions extends PageOptions, OrganizationChoice {
  /** True for public datasets, false for those of the organization, drafts included. Default: false. [NDI-041] */
  readonly isPublished?: boolean;
}

/** Which datasets are counted or walked. */
export type DatasetChoice = Omit<DatasetListOptions, "page" | "pageSize">;

/** Datasets of a page, unless a call says otherwise. [NDI-040] */
const usualPageSize = 20;

/** Lists of datasets. */
export class DatasetLists {
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    this.#context = context;
  }

  /** One page of datasets: public ones, or those of the organization. [NDI-038 to NDI-046] */
  list(choices: DatasetListOptions = {}, options?: CallOptions): Promise<DatasetListPage> {
    return this.#exchanged(async (caller) => {
      const query = pageQuery(choices, usualPageSize);
      return await this.#page(caller, choices, query, options);
    });
  }

  /** One page of public datasets. Needs no login. [NDI-042, NDI-046] */
  listPublished(page: PageOptions = {}, options?: CallOptions): Promise<DatasetListPage> {
    return this.list({ ...page, isPublished: true }, options);
  }

  /** One page of datasets that were submitted and are not public yet. [NDI-157] */
  listUnpublished(page: PageOptions = {}, options?: CallOptions): Promise<DatasetListPage> {
    return this.#exchanged(async (caller) => {
      const query = pageQuery(page, usualPageSize);
      return await caller.call(listUnpublishedDatasets, { query }, options);
    });
  }

  /** One page of datasets that were deleted and can be brought back. [NDI-155] */
  listDeleted(page: PageOptions = {}, options?: CallOptions): Promise<DatasetListPage> {
    return this.#exchanged(async (caller) => {
      const query = pageQuery(page, usualPageSize);
      return await caller.call(listDeletedDatasets, { query }, options);
    });
  }

  /** Datasets of all pages. [NDI-159] */
  async *listAll(
    choices: DatasetChoice & { readonly pageSize?: number } = {},
    options?: CallOptions,
  ): AsyncGenerator<DatasetListItem, void, undefined> {
    const { pageSize } = pageQuery(choices, walkPageSize);
    const { client } = this.#context;
    yield* walkItems({
      pageSize,
      read: (query) => this.#page(client, choices, query, options),
      itemsOf: ({ datasets }) => datasets,
      totalOf: ({ totalNumber }) => totalNumber,
    });
  }

  /** How many datasets there are: public ones, or those of the organization. [NDI-175] */
  count(choices: DatasetChoice = {}, options?: CallOptions): Promise<number> {
    return this.#exchanged(async (caller) => {
      const query = { page: 1, pageSize: 1 };
      const { totalNumber, datasets } = await this.#page(caller, choices, query, options);
      if (totalNumber !== undefined) return totalNumber;
      if (datasets.length === 0) return 0;
      let count = 0;
      for await (const _ of this.listAll(choices, options)) count += 1;
      return count;
    });
  }

  #exchanged<T>(task: (caller: Caller) => Promise<T>): Promise<T> {
    return exchanged(this.#context.client, task);
  }

  async #page(
    caller: Caller,
    { isPublished = false, organizationId: said }: DatasetChoice,
    query: PageQuery,
    options: CallOptions | undefined,
  ): Promise<DatasetListPage> {
    if (isPublished) return await caller.call(listPublishedDatasets, { query }, options);
    const organizationId = await organizationOf(this.#context, { organizationId: said });
    return await caller.call(
      listOrganizationDatasets,
      { path: { organizationId }, query },
      options,
    );
  }
}
