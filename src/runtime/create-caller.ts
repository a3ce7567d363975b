/** The smallest client: `call` alone, for bundles that hold only what they use. */
import { ApiPromise } from "./api-promise.js";
import type { Capabilities } from "./call-state.js";
import { createCore } from "./core.js";
import { createCall } from "./create-call.js";
import type { Operation, OperationArguments } from "./operation.js";
import type { ApiDescription, CallOptions, ClientOptions } from "./options.js";

/** Performs operations. */
export interface OperationCaller {
  /** Performs one operation. Options win over the client's. */
  call<Args, Result, Errors>(
    operation: Operation<Args, Result, Errors>,
    args: Args,
    options?: CallOptions,
  ): ApiPromise<Result, Errors>;
}

/**
 * A client that has `call` and nothing else.
 * @param capabilities What it can do: `essentials`, `{ ...essentials, ...retries, ...serverMessages }`, or `everything`.
 * @throws {ConfigError} when an option makes no sense, or no server is known.
 */
export function createCaller(
  description: ApiDescription,
  options: ClientOptions,
  capabilities: Capabilities,
): OperationCaller {
  const core = createCore(description, options, capabilities);
  return {
    call<Args, Result, Errors>(
      operation: Operation<Args, Result, Errors>,
      args: Args,
      callOptions?: CallOptions,
    ): ApiPromise<Result, Errors> {
      // The types of an operation are carried, not used: the rings read it as data.
      const state = createCall(
        core,
        operation as Operation,
        args as OperationArguments,
        callOptions,
      );
      return new ApiPromise(state);
    },
  };
}
