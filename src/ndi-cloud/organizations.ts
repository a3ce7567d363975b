/** `client.organizations`: the organizations of the account, and their datasets. */
import type { DatasetListItem, OrganizationListItem } from "../../generated/ndi-cloud/models.js";
import { getCurrentUser } from "../../generated/ndi-cloud/resources/users.js";
import type { CallOptions } from "../runtime/index.js";
import { checkText, type PageOptions } from "./checks.js";
import type { NdiContext } from "./context.js";
import type { CreateDatasetOptions, DatasetsGroup } from "./datasets.js";
import { exchanged } from "./exchange.js";
import type { DatasetCreated, DatasetListPage, NewDataset } from "./models.js";

/** Organizations of the account. The service has no other route for them. [NDI-139] */
export class OrganizationsGroup {
  readonly #context: NdiContext;
  readonly #datasets: DatasetsGroup;

  constructor(context: NdiContext, datasets: DatasetsGroup) {
    this.#context = context;
    this.#datasets = datasets;
  }

  /** Id of the organization of all calls that need one; undefined when none is known. */
  get current(): string | undefined {
    return this.#context.session.organizationId;
  }

  /**
   * The organizations of the account, asked for anew, and whether it may upload for them. The first one becomes the
   * current one where there is none. [NDI-004, NDI-139]
   */
  list(options?: CallOptions): Promise<readonly OrganizationListItem[]> {
    const { client, session } = this.#context;
    return exchanged(client, async (caller) => {
      const { organizations = [] } = await caller.call(getCurrentUser, {}, options);
      session.learn(organizations);
      return organizations;
    });
  }

  /** Chooses the organization of all further calls. [NDI-139] */
  use(organizationId: string): void {
    checkText("organizationId", organizationId);
    this.#context.session.use(organizationId);
  }

  /** One page of the datasets of an organization. [NDI-139] */
  listDatasets(
    organizationId: string,
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<DatasetListPage> {
    return this.#datasets.list({ ...page, organizationId }, options);
  }

  /** Datasets of an organization, of all pages. */
  listAllDatasets(
    organizationId: string,
    options?: CallOptions,
  ): AsyncGenerator<DatasetListItem, void, undefined> {
    return this.#datasets.listAll({ organizationId }, options);
  }

  /** Makes a dataset for an organization; see `datasets.create`. [NDI-139] */
  createDataset(
    organizationId: string,
    dataset: NewDataset,
    choices: Omit<CreateDatasetOptions, "organizationId"> = {},
    options?: CallOptions,
  ): Promise<DatasetCreated> {
    return this.#datasets.create(dataset, { ...choices, organizationId }, options);
  }
}
