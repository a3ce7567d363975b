// How a test can set up the NDI Cloud test server, and the defaults.
import type { TlsIdentity } from "../support/listener.js";
import { documentedForms, type Oddities } from "./oddities.js";

/** Everything is optional. Delays are what the server's workers take, by its clock. */
export interface NdiCloudServerOptions {
  /** Clock in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Life of a token. Default 3600. */
  readonly tokenSeconds?: number;
  /** Life of an address of the file storage. Default 900. */
  readonly addressSeconds?: number;
  /** Until documents of an uploaded archive are there. Default 0. */
  readonly ingestDelayMs?: number;
  /** Until an archive that was asked for is there. Default 0. */
  readonly archiveDelayMs?: number;
  /** Until an archive of files is unpacked; half of it is spent waiting. Default 0. */
  readonly unpackDelayMs?: number;
  /** From the last byte of a file until the server knows of it. Default 0. */
  readonly fileDelayMs?: number;
  /** Until a dataset is published or no longer published. Default 0. */
  readonly publishDelayMs?: number;
  /** Until a run has completed. Default a minute. */
  readonly computeDelayMs?: number;
  /** Answers in other forms than documented. */
  readonly oddities?: Partial<Oddities>;
  /** Secret of the HS256 signatures of tokens. */
  readonly jwtSecret?: string;
  /** Keep stored bytes in files here, and not in memory: for tests with large ones. */
  readonly storageDirectory?: string;
  /** Serve HTTPS with this identity. */
  readonly tls?: TlsIdentity;
}

/** The options with defaults filled in. */
export type Settings = Required<
  Omit<NdiCloudServerOptions, "tls" | "oddities" | "storageDirectory">
> & { readonly oddities: Oddities };

/** Fills in the defaults. */
export function settingsFrom(options: NdiCloudServerOptions): Settings {
  const { tls: _, storageDirectory: __, oddities, ...given } = options;
  return {
    now: Date.now,
    tokenSeconds: 3_600,
    addressSeconds: 900,
    ingestDelayMs: 0,
    archiveDelayMs: 0,
    unpackDelayMs: 0,
    fileDelayMs: 0,
    publishDelayMs: 0,
    computeDelayMs: 60_000,
    jwtSecret: "ndi-cloud-test-secret",
    ...given,
    oddities: { ...documentedForms(), ...oddities },
  };
}
