/** What only Node can do: TLS settings, connection pools and proxies, a token file, progress on a terminal. */
export { type FileTokenStoreOptions, fileTokenStore } from "./file-token-store.js";
export { createNodeFetch, type NodeFetch } from "./node-fetch.js";
export type { NodeFetchOptions, Pem, PoolOptions, TlsOptions } from "./node-fetch-options.js";
export {
  type ProgressStream,
  type TerminalProgress,
  type TerminalProgressOptions,
  terminalProgress,
} from "./terminal-progress.js";
