/** What a command works with: an open client, and whether the user has had enough. */
import type { NeuroGraphClient } from "../../client.js";

/** Lives as long as one command. */
export interface Session {
  readonly client: NeuroGraphClient;
  /** Options of calls that an interrupt may abort. */
  readonly call: { readonly signal?: AbortSignal };
  /** Says something on stderr. */
  warn(message: string): void;
}
