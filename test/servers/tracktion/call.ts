// What a handler is given, and what a route is.
import type { Answer } from "../support/answers.js";
import type { RecordedRequest } from "../support/request-log.js";
import type { RoutePattern } from "../support/router.js";
import type { RouteErrorShape } from "./envelopes.js";
import type { Principal } from "./principal.js";
import type { Permission, Scope } from "./rights.js";
import type { TracktionState } from "./state.js";

/** One request that was let in. */
export interface Call {
  readonly state: TracktionState;
  readonly request: RecordedRequest;
  readonly params: Readonly<Record<string, string>>;
  /** What the limits say; for the operation that reports them. */
  readonly limitHeaders: Readonly<Record<string, string>>;
}

/** A call by someone known. */
export interface KnownCall extends Call {
  readonly principal: Principal;
}

/** Who may call, beyond being known. */
export type Access =
  | { readonly kind: "anyone" }
  | { readonly kind: "known"; readonly scope?: Scope; readonly permission?: Permission }
  /** A person who has logged in; keys are refused. */
  | { readonly kind: "user" }
  /** A person whose tier has the scope `admin`. */
  | { readonly kind: "admin" }
  /** An API key. */
  | { readonly kind: "key" }
  /** A test key. */
  | { readonly kind: "test-key" };

/** A row of the route table. */
export type Route = RoutePattern & {
  /** Default: the server's switch. */
  readonly errorShape?: RouteErrorShape;
  /** The request has to be signed. Signatures that are there are checked anyway. */
  readonly signed?: true;
} & (
    | { readonly access: { readonly kind: "anyone" }; readonly handle: (call: Call) => Answer }
    | {
        readonly access: Exclude<Access, { kind: "anyone" }>;
        readonly handle: (call: KnownCall) => Answer;
      }
  );

export const anyone = { kind: "anyone" } as const;
export const known = { kind: "known" } as const;
export const user = { kind: "user" } as const;
export const admin = { kind: "admin" } as const;
export const key = { kind: "key" } as const;
export const testKey = { kind: "test-key" } as const;
