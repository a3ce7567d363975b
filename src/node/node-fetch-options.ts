/** What people may say to Node's network layer, and how undici is told. */
import type { Agent, ProxyAgent } from "undici";

/** One PEM (or DER) text, or several. */
export type Pem = string | Uint8Array | readonly (string | Uint8Array)[];

/** TLS of the connections to the API. */
export interface TlsOptions {
  /** false accepts any certificate: for local tests only. Default: true. */
  readonly rejectUnauthorized?: boolean;
  /** Certificate authorities to trust in place of the built-in ones. */
  readonly ca?: Pem;
  /** Client certificate chain, for servers that ask for one. */
  readonly cert?: Pem;
  /** Private key of `cert`. */
  readonly key?: Pem;
  /** Passphrase of `key`. */
  readonly passphrase?: string;
  /** Name the certificate is checked against. Default: the URL's host. */
  readonly servername?: string;
}

/** The connections that are kept for each origin. */
export interface PoolOptions {
  /** Most connections to one origin. Default: no limit. */
  readonly connections?: number;
  /** How long an idle connection is kept. Default: 4,000. */
  readonly keepAliveTimeoutMs?: number;
  /** Requests on one connection that wait for no answer; 0 turns connection reuse off. Default: 1. */
  readonly pipelining?: number;
}

/** Options of `createNodeFetch`. Durations are milliseconds. */
export interface NodeFetchOptions {
  readonly tls?: TlsOptions;
  readonly pool?: PoolOptions;
  /**
   * URL of a proxy, credentials included, or `env` for HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
   * https goes through a tunnel (CONNECT), http in absolute form. Default: none.
   */
  readonly proxy?: string | URL | "env";
  /** Limit of connecting, TLS included. Default: 10,000. */
  readonly connectTimeoutMs?: number;
}

/** Options of undici's agents. Limits of answers are left to the client's `timeoutMs`. */
export function agentOptions(options: NodeFetchOptions): Agent.Options {
  const { pool = {} } = options;
  return {
    connect: connectOptions(options),
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(pool.connections === undefined ? {} : { connections: pool.connections }),
    ...(pool.pipelining === undefined ? {} : { pipelining: pool.pipelining }),
    ...(pool.keepAliveTimeoutMs === undefined ? {} : { keepAliveTimeout: pool.keepAliveTimeoutMs }),
  };
}

/** The same for connections through a proxy: TLS settings are the API's, not the proxy's. */
export function tunnelOptions(options: NodeFetchOptions): Partial<ProxyAgent.Options> {
  const requestTls = connectOptions(options);
  return { proxyTunnel: false, requestTls, proxyTls: { timeout: requestTls.timeout } };
}

/** What undici passes on to `tls.connect` and `net.connect`. */
interface ConnectOptions {
  readonly timeout: number;
  readonly rejectUnauthorized?: boolean;
  readonly passphrase?: string;
  readonly servername?: string;
  readonly ca?: PemList;
  readonly cert?: PemList;
  readonly key?: PemList;
}

type PemList = (string | Buffer)[];

/** Settings of one connection to the API, straight or through a tunnel. */
function connectOptions({ tls = {}, connectTimeoutMs }: NodeFetchOptions): ConnectOptions {
  const { ca, cert, key, ...others } = tls;
  return {
    timeout: connectTimeoutMs ?? 10_000,
    ...others,
    ...(ca === undefined ? {} : { ca: pemList(ca) }),
    ...(cert === undefined ? {} : { cert: pemList(cert) }),
    ...(key === undefined ? {} : { key: pemList(key) }),
  };
}

function pemList(pem: Pem): PemList {
  const parts = typeof pem === "string" || pem instanceof Uint8Array ? [pem] : pem;
  return parts.map((part) => (typeof part === "string" ? part : Buffer.from(part)));
}
