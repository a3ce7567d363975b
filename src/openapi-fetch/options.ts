/** What may be said beside what openapi-fetch knows. Types only. */
import type { ClientOptions as FetchClientOptions } from "openapi-fetch";
import type {
  AuthProvider,
  CallOptions,
  ClientOptions as RuntimeOptions,
} from "../runtime/options.js";

/**
 * Policies of one call, beside `params`, `body` and what else openapi-fetch takes; they win over the client's.
 * Durations are milliseconds.
 */
export interface CallPolicies
  extends Pick<
    CallOptions,
    | "retry"
    | "timeoutMs"
    | "deadlineMs"
    | "policies"
    | "logger"
    | "idempotencyKey"
    | "onUploadProgress"
  > {
  /** Credentials of this call; `false` sends none. */
  readonly auth?: AuthProvider | false;
}

/** Options of a client: openapi-fetch's, and the policies of all calls. */
export interface ClientOptions
  extends FetchClientOptions,
    Pick<
      RuntimeOptions,
      "retry" | "timeoutMs" | "deadlineMs" | "policies" | "logger" | "clock" | "random"
    > {
  /**
   * Credentials of every call, such as `bearer(token)` of `clientwright/auth`. They go to the origin of `baseUrl` and to
   * no other.
   */
  readonly auth?: AuthProvider;
  /**
   * Rejects with the runtime's `ConnectionError` and `AbortError`, which tell the attempts that were made. Default:
   * false, which is what the transport threw, or the reason of the signal.
   */
  readonly typedErrors?: boolean;
}

/** Names of the options that are the client's or the call's policies. */
export const policyNames: readonly string[] = [
  "retry",
  "timeoutMs",
  "deadlineMs",
  "policies",
  "logger",
  "idempotencyKey",
  "onUploadProgress",
  "auth",
] satisfies readonly (keyof CallPolicies)[];
