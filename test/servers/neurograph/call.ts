// What a handler is given, and what a route is.
import type { Answer } from "../support/answers.js";
import type { RecordedRequest } from "../support/request-log.js";
import type { RoutePattern } from "../support/router.js";
import type { ErrorShape, Profile } from "./options.js";
import type { Role } from "./roles.js";
import type { NeuroGraphState } from "./state.js";

/** Who makes the call. A key acts as a `bot` with the key's own scopes. */
export interface Principal {
  readonly id: string;
  readonly role: Role;
  readonly scopes: readonly string[];
}

/** One authorised request. */
export interface Call {
  readonly state: NeuroGraphState;
  readonly request: RecordedRequest;
  readonly params: Readonly<Record<string, string>>;
  /** Undefined on routes that are open to everyone. */
  readonly principal: Principal | undefined;
}

/** Who may call: everyone, anyone known, admins, or holders of a scope that the switch selects. */
export type Access =
  | { readonly kind: "open" }
  | { readonly kind: "authenticated" }
  | { readonly kind: "admin" }
  | { readonly kind: "scope"; readonly documented: string; readonly reference: string };

/** A row of the route table. */
export interface Route extends RoutePattern {
  readonly access: Access;
  readonly handle: (call: Call) => Answer;
  /** Missing in the other profile. */
  readonly only?: Profile;
  /** Shape of its own errors, where the server's switch has no say. */
  readonly errorShape?: ErrorShape;
}

export const open: Access = { kind: "open" };

export const authenticated: Access = { kind: "authenticated" };

export const adminOnly: Access = { kind: "admin" };

/** One scope for both, or the guide's and the server's. */
export function scope(documented: string, reference: string = documented): Access {
  return { kind: "scope", documented, reference };
}

/** Routes that the guide does not mention keep the real server's errors in both profiles. */
export function beyondGuide(routes: readonly Route[]): Route[] {
  return routes.map((route) => ({ ...route, errorShape: "B" }));
}
