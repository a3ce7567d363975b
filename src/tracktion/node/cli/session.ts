/** What a command works with: a way to the server, taken when it is needed. */
import type { Preference } from "./credentials.js";
import type { ConnectionOptions } from "./settings.js";

/** Lives as long as one command. */
export interface Session {
  /** Options of any client, with credentials in them. */
  connect(preference: Preference): Promise<ConnectionOptions>;
  /** Secret of signatures; undefined when there is none. */
  readonly hmacSecret: string | undefined;
  /** Options of calls that an interrupt may abort. */
  readonly call: { readonly signal?: AbortSignal };
}
