// What a handler is given, and what a route is.
import type { Developer } from "../../../generated/valentina/models.js";
import type { Answer } from "../support/answers.js";
import type { RecordedRequest } from "../support/request-log.js";
import type { RoutePattern } from "../support/router.js";
import type { Entities } from "./entities.js";
import type { ValentinaState } from "./state.js";

/** One request of a known developer. */
export interface Call {
  readonly state: ValentinaState;
  readonly request: RecordedRequest;
  readonly params: Readonly<Record<string, string>>;
  /** Throws on routes that are open to everyone. */
  readonly developer: Developer;
  /** What a parameter of the path names; throws a 404 when there is none. */
  entity<N extends keyof Entities>(name: N): Entities[N];
}

/** Throws when the call is not allowed. */
export type Guard = (call: Call) => void;

/** A row of the route table. */
export interface Route extends RoutePattern {
  /** Asked in this order, before the rest of the path is looked up. `open` needs no key. */
  readonly guards: readonly Guard[] | "open";
  /** How long an answer may be kept. Default: not at all. */
  readonly maxAgeSeconds?: number;
  readonly handle: (call: Call) => Answer;
}
