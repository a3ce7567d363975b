/** The promise that a call answers. */
import { type CallKind, startCall } from "./call.js";
import type { Call } from "./call-state.js";
import type { CallState } from "./create-call.js";
import { ClientwrightError } from "./errors/clientwright-error.js";
import type { Attempt } from "./errors/error-init.js";
import { requestIdOf } from "./policies/attempts.js";
import type { SafeResult } from "./safe-result.js";

/** A result with the answer it came in. */
export interface WithResponse<T> {
  readonly data: T;
  /** The answer; its body has been read. */
  readonly response: Response;
  /** Every attempt that was made, in order. */
  readonly attempts: readonly Attempt[];
  readonly requestId: string | undefined;
}

/**
 * A `Promise<T>` for a call that has started. `E` has the documented error bodies by status.
 * @throws an error of the API's family: `ApiError` for an answer that is not a success, else what prevented one.
 */
export class ApiPromise<T, E = unknown> extends Promise<T> {
  readonly #call: CallState;

  /** Made by the runtime: starts the call, unless it is `begun` already. */
  constructor(call: CallState, kind?: CallKind, begun?: Promise<unknown>) {
    super((resolve, reject) => {
      // An operation carries its result in its type only: what was read is what the document says it is.
      const settle = resolve as (value: unknown) => void;
      if (begun === undefined) startCall(call, settle, reject, kind);
      else begun.then(settle, reject);
    });
    this.#call = call;
  }

  /**
   * `await` takes a promise as it is only when this says `Promise`; any other is wrapped in one more, behind which
   * stacks of errors do not name who awaits. (In brackets: without them it would be the class's own constructor.)
   */
  override get ["constructor"](): PromiseConstructor {
    return Promise;
  }

  /** What `then` and its like answer: an ordinary promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** The same call with its result made into something else; `make` is not asked when the call fails. */
  map<R>(make: (result: T) => R): ApiPromise<R, E> {
    const call = this.#call;
    const made = this.then((result) => (call.isRaw ? undefined : make(result)));
    return new ApiPromise<R, E>(call, undefined, made);
  }

  /** The result together with its response, attempts and request id. */
  withResponse(): Promise<WithResponse<T>> {
    return this.then((data) => {
      const response = answered(this.#call);
      const { attempts } = this.#call;
      return { data, response, attempts, requestId: requestIdOf(response.headers) };
    });
  }

  /**
   * The response itself, its body unread, whatever its status; rejects only when there is none.
   * Call it right away: once the body has been read it rejects with a `ConfigError`.
   *
   * @param options `rejectErrors`: only a success is answered; anything else rejects as the call itself would.
   */
  asResponse(options: { readonly rejectErrors?: boolean } = {}): Promise<Response> {
    const call = this.#call;
    if (!call.isRead) {
      call.isRaw = true;
      call.rejectsErrors = options.rejectErrors ?? false;
    }
    return this.then(() => {
      if (call.isRaw) return answered(call);
      throw call.error("asResponse() came after the answer was read", { kind: "config" });
    });
  }

  /** The result or the error, without throwing; `switch (error.status)` tells what `error.body` is. */
  safe(): Promise<SafeResult<T, E>> {
    return this.then(
      (data) => ({ ok: true, data, response: answered(this.#call) }),
      (error: unknown): SafeResult<T, E> => {
        if (!(error instanceof ClientwrightError)) throw error;
        const { response } = this.#call;
        const answer = error.kind === "answer" && response !== undefined ? { response } : {};
        // An error of a call is one of these by its kind; its body is what the document says for its status.
        return { ok: false, error, ...answer } as SafeResult<T, E>;
      },
    );
  }
}

/** The answer of a call that has resolved. */
function answered(call: Call): Response {
  if (call.response !== undefined) return call.response;
  throw call.error("there is no answer", { kind: "config" });
}
