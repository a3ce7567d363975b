/** `client.datasets`: datasets, from the first draft to the public. */
import type {
  DatasetListItem,
  FreeAnswer,
  MessageResponse,
  PublishResult,
} from "../../generated/ndi-cloud/models.js";
import {
  deleteDataset,
  type GetDatasetErrors,
  getDataset,
  type PublishDatasetErrors,
  publishDataset,
  type SubmitDatasetErrors,
  submitDataset,
  type UndeleteDatasetErrors,
  type UnpublishDatasetErrors,
  type UpdateDatasetErrors,
  undeleteDataset,
  unpublishDataset,
  updateDataset,
} from "../../generated/ndi-cloud/resources/datasets.js";
import {
  type BookmarkDatasetAnswer,
  type BookmarkDatasetErrors,
  bookmarkDataset,
  type UnbookmarkDatasetAnswer,
  type UnbookmarkDatasetErrors,
  unbookmarkDataset,
} from "../../generated/ndi-cloud/resources/datasets-bookmarks.js";
import {
  type CreateDatasetBranchErrors,
  createDatasetBranch,
  listDatasetBranches,
} from "../../generated/ndi-cloud/resources/datasets-branches.js";
import { createDataset } from "../../generated/ndi-cloud/resources/organizations.js";
import type { ApiPromise, Caller, CallOptions } from "../runtime/index.js";
import { checkText, mistake } from "./checks.js";
import { type NdiContext, type OrganizationChoice, organizationOf } from "./context.js";
import { DatasetLists } from "./dataset-lists.js";
import { type DeleteOptions, deleted } from "./deletion.js";
import { exchanged, normalised } from "./exchange.js";
import type { Dataset, DatasetCreated, DatasetFields, Deletion, NewDataset } from "./models.js";
import {
  type Published,
  type PublishWaitOptions,
  publishAndWait,
  unpublishAndWait,
  waitForDataset,
} from "./publishing.js";

/** What a new dataset is made with. */
export interface CreateDatasetOptions extends OrganizationChoice, FieldOptions {}

/** How fields are sent. */
export interface FieldOptions {
  /** Sends a list of brain regions as a list, and not joined to one text as the server keeps it. Default: false. */
  readonly rawBrainRegions?: boolean;
}

/** Datasets. */
export class DatasetsGroup extends DatasetLists {
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    super(context);
    this.#context = context;
  }

  /**
   * Makes a dataset for an organization: the one that is said, or the current one. Never repeated: after 504 it may
   * exist all the same. [NDI-023 to NDI-037]
   *
   * @throws {NdiValidationError} without a name; `NdiConfigError` when no organization is known.
   * @throws {NdiApiError} 400, also for an account that may not upload.
   */
  create(
    dataset: NewDataset,
    choices: CreateDatasetOptions = {},
    options?: CallOptions,
  ): Promise<DatasetCreated> {
    return this.#exchanged(async (caller) => {
      checkText("name", dataset.name);
      const organizationId = await organizationOf(this.#context, choices);
      const body = { ...fieldsOnWire(dataset, choices), name: dataset.name };
      return await caller.call(createDataset, { path: { organizationId }, body }, options);
    });
  }

  /** @throws {NdiNotFoundError} when there is no such dataset. [NDI-047 to NDI-053] */
  get(datasetId: string, options?: CallOptions): ApiPromise<Dataset, GetDatasetErrors> {
    return normalised(this.#context.client.call(getDataset, { path: { datasetId } }, options));
  }

  /** Changes the fields that are given, and answers the dataset as it is then. [NDI-054] */
  update(
    datasetId: string,
    fields: DatasetFields,
    choices: FieldOptions = {},
    options?: CallOptions,
  ): Promise<Dataset> {
    return this.#exchanged(async (caller) => {
      const args = { path: { datasetId }, body: fieldsOnWire(fields, choices) };
      const call = caller.call(updateDataset, args, options);
      return await normalised<Dataset, UpdateDatasetErrors>(call);
    });
  }

  /** Deletes a dataset, in a week unless told otherwise. [NDI-055, NDI-155] */
  delete(datasetId: string, choices: DeleteOptions = {}, options?: CallOptions): Promise<Deletion> {
    return this.#exchanged((caller) =>
      deleted(choices, options, (when, settings) =>
        caller.call(deleteDataset, { path: { datasetId }, query: { when } }, settings),
      ),
    );
  }

  /**
   * Brings a deleted dataset back. [NDI-155]
   *
   * @throws {NdiNotFoundError} when it is gone for good.
   */
  undelete(
    datasetId: string,
    options?: CallOptions,
  ): ApiPromise<MessageResponse, UndeleteDatasetErrors> {
    return this.#context.client.call(undeleteDataset, { path: { datasetId } }, options);
  }

  /** Hands a dataset in for publishing. [NDI-157] */
  submit(datasetId: string, options?: CallOptions): ApiPromise<FreeAnswer, SubmitDatasetErrors> {
    return this.#context.client.call(submitDataset, { path: { datasetId } }, options);
  }

  /**
   * Makes a dataset public. For large ones the answer comes before it is done: see `publishAndWait`. [NDI-106, NDI-109]
   *
   * @throws {NdiPermissionError} for anybody but administrators. [NDI-111]
   */
  publish(
    datasetId: string,
    options?: CallOptions,
  ): ApiPromise<PublishResult, PublishDatasetErrors> {
    return this.#context.client.call(publishDataset, { path: { datasetId } }, options);
  }

  /** Takes a dataset back from the public. For administrators. [NDI-157] */
  unpublish(
    datasetId: string,
    options?: CallOptions,
  ): ApiPromise<PublishResult, UnpublishDatasetErrors> {
    return this.#context.client.call(unpublishDataset, { path: { datasetId } }, options);
  }

  /** Publishes, after handing it in where `submit` says so, and waits until it is public. [NDI-108, NDI-148] */
  publishAndWait(
    datasetId: string,
    choices: PublishWaitOptions & { readonly submit?: boolean } = {},
    options?: CallOptions,
  ): Promise<Published> {
    return publishAndWait(this, this.#context.clock, { datasetId, choices, options });
  }

  /** Takes a dataset back, and waits until it is no longer public. [NDI-148] */
  unpublishAndWait(
    datasetId: string,
    choices: PublishWaitOptions = {},
    options?: CallOptions,
  ): Promise<Published> {
    return unpublishAndWait(this, this.#context.clock, { datasetId, choices, options });
  }

  /** Waits until a dataset is public. [NDI-108, NDI-110] */
  waitForPublished(
    datasetId: string,
    choices: PublishWaitOptions = {},
    options?: CallOptions,
  ): Promise<Published> {
    return waitForDataset(this, this.#context.clock, { datasetId, choices, options }, true);
  }

  /** Waits until a dataset is not public. [NDI-148] */
  waitForUnpublished(
    datasetId: string,
    choices: PublishWaitOptions = {},
    options?: CallOptions,
  ): Promise<Published> {
    return waitForDataset(this, this.#context.clock, { datasetId, choices, options }, false);
  }

  /** Makes a copy of a dataset that goes its own way. [NDI-156] */
  createBranch(
    datasetId: string,
    branch: { readonly branchName: string },
    options?: CallOptions,
  ): ApiPromise<DatasetCreated, CreateDatasetBranchErrors> {
    const { branchName } = branch;
    const args = { path: { datasetId }, body: { branchName } };
    return this.#context.client.call(createDatasetBranch, args, options);
  }

  /** The branches of a dataset; often none. [NDI-156] */
  listBranches(datasetId: string, options?: CallOptions): Promise<readonly DatasetListItem[]> {
    return this.#exchanged(
      async (caller) =>
        (await caller.call(listDatasetBranches, { path: { datasetId } }, options)).datasets,
    );
  }

  /** Remembers a dataset for the account. [NDI-168] */
  bookmark(
    datasetId: string,
    options?: CallOptions,
  ): ApiPromise<BookmarkDatasetAnswer, BookmarkDatasetErrors> {
    return this.#context.client.call(bookmarkDataset, { path: { datasetId } }, options);
  }

  /** Forgets a bookmark. [NDI-168] */
  unbookmark(
    datasetId: string,
    options?: CallOptions,
  ): ApiPromise<UnbookmarkDatasetAnswer, UnbookmarkDatasetErrors> {
    return this.#context.client.call(unbookmarkDataset, { path: { datasetId } }, options);
  }

  #exchanged<T>(task: (caller: Caller) => Promise<T>): Promise<T> {
    return exchanged(this.#context.client, task);
  }
}

/** Fields as the server keeps them. [NDI-032] */
function fieldsOnWire(
  fields: DatasetFields,
  { rawBrainRegions = false }: FieldOptions,
): DatasetFields {
  const { brainRegions } = fields;
  if (rawBrainRegions || !Array.isArray(brainRegions)) return fields;
  if (!brainRegions.every((region) => typeof region === "string"))
    throw mistake("brainRegions must be a text, or a list of texts");
  return { ...fields, brainRegions: brainRegions.join(", ") };
}
