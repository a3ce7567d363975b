// Everything the server remembers; tests may look at it and change it.
import type { JsonObject } from "./body.js";
import type { ComputeRun } from "./compute.js";
import { addDocument, newDataset, type StoredDataset, type StoredDocument } from "./datasets.js";
import { createIds, type IdSource } from "./ids.js";
import type { UnpackJob } from "./jobs.js";
import type { License } from "./licenses.js";
import type { Settings } from "./options.js";
import { issueToken, type Sessions } from "./sessions.js";
import type { StorageServer } from "./storage/storage-server.js";
import type { Tasks } from "./tasks.js";
import { type Account, defaultAccounts, hartLab } from "./users.js";

/** Mutable unless it says otherwise. */
export interface NdiCloudState {
  readonly settings: Settings;
  /** By e-mail. */
  readonly accounts: Map<string, Account>;
  readonly sessions: Sessions;
  /** By id. */
  readonly datasets: Map<string, StoredDataset>;
  /** By id. */
  readonly jobs: Map<string, UnpackJob>;
  /** By id. */
  readonly runs: Map<string, ComputeRun>;
  /** By id of the account. */
  readonly licenses: Map<string, License>;
  readonly storage: StorageServer;
  readonly tasks: Tasks;
  readonly nextId: IdSource;
  /** Reasons for which the next archives of files cannot be unpacked; each counts once. */
  readonly failingJobs: string[];
  /** Documents that are left out when their archive is taken apart, by `base.id`. */
  readonly refusedNdiIds: Set<string>;
  /** Why archives or documents of them were not taken. Nobody but tests is told. */
  readonly ingestFailures: string[];
  /** What is put in the place of the next archives of documents that are asked for. */
  readonly forgedArchives: Buffer[];
  /** Refuses every token with 401; logging in still works. */
  alwaysUnauthorized: boolean;
  /** A token without a login. */
  tokenFor(email: string, lifeSeconds?: number): string;
  /** Refuses every token issued so far. */
  revokeTokens(): void;
  /** A dataset, by default a draft of the Hart Lab. */
  addDataset(wish?: DatasetWish): StoredDataset;
  /** A document, without asking anybody. */
  addDocument(dataset: StoredDataset, body: JsonObject): StoredDocument;
}

/** What a dataset is to be like. */
export interface DatasetWish {
  readonly name?: string;
  readonly organizationId?: string;
  readonly isPublished?: boolean;
  readonly fields?: JsonObject;
}

export function createState(
  settings: Settings,
  storage: StorageServer,
  tasks: Tasks,
): NdiCloudState {
  const nextId = createIds();
  const accounts = defaultAccounts(nextId);
  const sessions: Sessions = { issued: new Set(), revoked: new Set() };
  const datasets = new Map<string, StoredDataset>();
  return {
    ...{ settings, storage, tasks, nextId, accounts, sessions, datasets },
    jobs: new Map(),
    runs: new Map(),
    licenses: new Map(),
    failingJobs: [],
    refusedNdiIds: new Set(),
    ingestFailures: [],
    forgedArchives: [],
    alwaysUnauthorized: false,
    tokenFor(email, lifeSeconds = settings.tokenSeconds) {
      const account = accounts.get(email);
      if (!account) throw new Error(`there is no account ${email}`);
      return issueToken(sessions, settings, account, lifeSeconds);
    },
    revokeTokens() {
      for (const token of sessions.issued) sessions.revoked.add(token);
    },
    addDataset({ name = "Given", organizationId = hartLab, isPublished = false, fields } = {}) {
      const made = { fields: { name, branchName: "main", ...fields }, nowMs: settings.now() };
      const dataset = { ...newDataset(nextId(), organizationId, made), isPublished };
      datasets.set(dataset.id, dataset);
      return dataset;
    },
    addDocument: (dataset, body) => addDocument(dataset, nextId(), body, settings.now()),
  };
}
