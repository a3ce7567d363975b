// What a handler is given, and what a route is.
import type { Answer } from "../support/answers.js";
import type { ReadBody } from "../support/request-body.js";
import type { RecordedRequest } from "../support/request-log.js";
import type { RoutePattern } from "../support/router.js";
import type { JwtClaims } from "./jwt.js";
import type { RustAuthState } from "./state.js";
import type { UserAccount } from "./users.js";

/** Who calls: the account as it is now, and the claims as they were when the token was issued. */
export interface Caller {
  readonly user: UserAccount;
  readonly claims: JwtClaims;
}

/** One admitted request. */
export interface Call {
  readonly state: RustAuthState;
  readonly request: RecordedRequest;
  readonly body: ReadBody;
  readonly params: Readonly<Record<string, string>>;
  /** Undefined on open routes, and on `optional` ones for anonymous callers. */
  readonly caller: Caller | undefined;
}

/** `bearer` refuses anonymous callers, `optional` only looks who they are. */
export type Access = "open" | "bearer" | "optional";

/** A row of the route table. */
export interface Route extends RoutePattern {
  readonly access: Access;
  readonly handle: (call: Call) => Answer;
}

/** The caller of a route with bearer access. */
export function callerOf({ caller }: Call): Caller {
  if (caller) return caller;
  throw new Error("the route does not ask for a bearer");
}
