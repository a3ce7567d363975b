/** What people may say to a client. Types only; durations are milliseconds. */
import type { TokenStore } from "../auth/index.js";
import type { ClientOptions, SecretValue } from "../runtime/index.js";
import type { Environment, NdiCredentials, NdiEnvironment } from "./environment.js";

/** Name and password, or a function that is asked for them at each login; undefined means that there are none. */
export type CredentialsSource =
  | NdiCredentials
  | (() => NdiCredentials | undefined | Promise<NdiCredentials | undefined>);

/** Options of an `NdiCloudClient`. Everything is optional. */
export interface NdiCloudClientOptions
  extends Omit<ClientOptions, "auth" | "errors" | "normalise"> {
  /** Which server. Default: what the environment variables say, else production. [NDI-001, NDI-002] */
  readonly environment?: NdiEnvironment;
  /** Address of the server, `/v1` included; wins over `environment`. */
  readonly baseUrl?: string | URL;
  /**
   * Token of a login, or a function that is asked for it before each attempt. An empty one sends no credentials.
   * [NDI-046, NDI-169]
   */
  readonly token?: SecretValue;
  /** Organization of new datasets and of lists. Default: the first one of the login. */
  readonly organizationId?: string;
  /** Whom to log in as, when there is no token or it is over or refused. [NDI-115, NDI-124] */
  readonly credentials?: CredentialsSource;
  /** Whether calls log in by themselves, where `credentials` are known. Default: true. [NDI-124] */
  readonly autoLogin?: boolean;
  /**
   * Whether logins are written into the environment, for child processes and later clients. Default: true; it does
   * nothing where the platform has no environment. [NDI-010]
   */
  readonly persistToEnv?: boolean;
  /** Environment variables. Default: those of the process. */
  readonly env?: Environment;
  /** Where the token is kept for other clients and processes. Default: nowhere but in memory. */
  readonly tokenStore?: TokenStore;
  /** Key of the login in the store. Default: `ndi-cloud:` and the base URL. Say whose it is if there are several. */
  readonly storeKey?: string;
  /** Told of the token that is held from now on, or that none is. It is a secret. */
  readonly onTokenChange?: (token: string | undefined) => void;
  /** Limit of each attempt, its body included. Default: 30,000 for logins and passwords, 120,000 for all else. */
  readonly timeoutMs?: number;
  /** Repeats reads that find nothing, as replicas lag a moment behind. Default: false. */
  readonly retryNotFound?: boolean;
  /** Makes numbers of the texts that stand for NaN and infinities in answers. Default: true. [NDI-167] */
  readonly rehydrateNonFinite?: boolean;
  /** The site for people, for `datasetUrl`. Default: `https://ndicloud.org`. [NDI-035] */
  readonly siteUrl?: string | URL;
}
