/** The client of NDI Cloud: the guide's names over the generated operations. */
import { ndiCloud } from "../../generated/ndi-cloud/client.js";
import type { paths } from "../../generated/ndi-cloud/schema.js";
import { ApiClient, type Caller } from "../runtime/index.js";
import { AuthGroup, sendLogin } from "./auth.js";
import { resolveOptions, withEnvironmentLogin } from "./client-options.js";
import { ComputeGroup } from "./compute.js";
import type { NdiContext } from "./context.js";
import { datasetUrl } from "./dataset-url.js";
import { DatasetsGroup } from "./datasets.js";
import { DocumentsGroup } from "./documents.js";
import { FilesGroup } from "./files.js";
import type { NdiCloudClientOptions } from "./options.js";
import { OrganizationsGroup } from "./organizations.js";
import { createSafe, type Safe } from "./safe.js";
import { SearchGroup } from "./search.js";
import { createSession, type Session } from "./session.js";
import { createStorage } from "./storage.js";
import { UsersGroup } from "./users.js";

/** The groups of a client. */
export interface NdiCloudGroups {
  readonly auth: AuthGroup;
  readonly users: UsersGroup;
  readonly organizations: OrganizationsGroup;
  readonly datasets: DatasetsGroup;
  readonly documents: DocumentsGroup;
  readonly files: FilesGroup;
  readonly search: SearchGroup;
  readonly compute: ComputeGroup;
}

/**
 * A client of NDI Cloud. It sends the token of a login with every call that takes one, logs in by itself where
 * credentials are known, and reads public datasets without any. Every failure is an `NdiError`.
 *
 * ```ts
 * await using client = new NdiCloudClient({ environment: "development" });
 * await client.auth.login({ email: "ada.quill@example.org", password });
 * const { id } = await client.datasets.create({ name: "Ferret V1 gratings" });
 * console.log(client.datasetUrl(id));
 * ```
 */
export class NdiCloudClient extends ApiClient<paths> implements NdiCloudGroups {
  /** Logging in and out, passwords, and the confirmation of accounts. */
  readonly auth: AuthGroup;
  /** Accounts. */
  readonly users: UsersGroup;
  /** The organizations of the account, and their datasets. */
  readonly organizations: OrganizationsGroup;
  /** Datasets, from the first draft to the public. */
  readonly datasets: DatasetsGroup;
  /** The documents of datasets. */
  readonly documents: DocumentsGroup;
  /** Files of datasets, and the storage of their bytes. */
  readonly files: FilesGroup;
  /** Queries over documents. */
  readonly search: SearchGroup;
  /** Runs of pipelines. */
  readonly compute: ComputeGroup;

  readonly #session: Session;
  readonly #siteUrl: string | URL | undefined;

  /**
   * Reads environment variables for the address of the server, and for nothing else: see `fromEnv`.
   *
   * @throws {NdiConfigError} for options that make no sense, and an environment that nobody knows.
   */
  constructor(options: NdiCloudClientOptions = {}) {
    const { session: about, runtime, siteUrl, authTimeoutMs } = resolveOptions(options);
    const { clock, logger } = about;
    // The session is made before `this` exists, and needs it at the first login only.
    const self: { client?: Caller } = {};
    const session = createSession({
      ...about,
      login: (credentials, signal) => {
        const settings = { timeoutMs: authTimeoutMs, ...(signal && { signal }) };
        return sendLogin(self.client as Caller, credentials, settings, () => clock.now());
      },
    });
    super(ndiCloud, { ...runtime, auth: session.provider });
    self.client = this;
    this.#session = session;
    this.#siteUrl = siteUrl;
    const storage = createStorage({ fetch: runtime.fetch, clock, logger });
    const context: NdiContext = { client: this, session, storage, clock, logger, authTimeoutMs };
    this.auth = new AuthGroup(context);
    this.users = new UsersGroup(context);
    this.datasets = new DatasetsGroup(context);
    this.organizations = new OrganizationsGroup(context, this.datasets);
    this.documents = new DocumentsGroup(context);
    this.files = new FilesGroup(context);
    this.search = new SearchGroup(context);
    this.compute = new ComputeGroup(context);
  }

  /**
   * A client with the login that the environment variables know: `NDI_CLOUD_TOKEN`, `NDI_CLOUD_ORGANIZATION_ID`, and
   * `NDI_CLOUD_USERNAME` with `NDI_CLOUD_PASSWORD`, which log in where the token is missing, over or refused. Options
   * win. [NDI-011, NDI-134]
   */
  static fromEnv(options: NdiCloudClientOptions = {}): NdiCloudClient {
    return new NdiCloudClient(withEnvironmentLogin(options));
  }

  /** The organization of all calls that need one; undefined when none is known. [NDI-004] */
  get organizationId(): string | undefined {
    return this.#session.organizationId;
  }

  /** Every call in the form that does not throw: `await client.safe.datasets.get(id)`. [NDI-112] */
  get safe(): Safe<NdiCloudGroups> {
    return createSafe<NdiCloudGroups>(this);
  }

  /** Page of a dataset for people; it is public once the dataset is. [NDI-035, NDI-097, NDI-107] */
  datasetUrl(datasetId: string): string {
    return datasetUrl(datasetId, this.#siteUrl === undefined ? {} : { siteUrl: this.#siteUrl });
  }
}
