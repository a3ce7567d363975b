// What a handler is given, and what a route is.
import type { Answer } from "../support/answers.js";
import type { RecordedRequest } from "../support/request-log.js";
import type { RoutePattern } from "../support/router.js";
import { unauthorized } from "./failures.js";
import type { NdiCloudState } from "./state.js";
import type { Account } from "./users.js";

/** One request that was let in. */
export interface Call {
  readonly state: NdiCloudState;
  readonly request: RecordedRequest;
  /** Decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Nobody when the request came without a token. */
  readonly caller: Account | undefined;
  readonly token: string | undefined;
}

/** `anyone` ignores tokens; `optional` takes a good one or none; `admin` needs an administrator. */
export type Access = "anyone" | "optional" | "user" | "admin";

/** A row of the route table. Paths begin after the version. */
export interface Route extends RoutePattern {
  readonly access: Access;
  readonly handle: (call: Call) => Answer;
}

/** Who calls, where somebody has to. */
export function known({ caller }: Call): Account {
  if (caller) return caller;
  throw unauthorized();
}

/** A value of the path. */
export function param({ params }: Call, name: string): string {
  return params[name] ?? "";
}
