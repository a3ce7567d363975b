/** `client.compute`: runs of pipelines. */
import type {
  ComputeSession,
  ComputeStart,
  FreeAnswer,
  StartComputeRequest,
} from "../../generated/ndi-cloud/models.js";
import {
  type AbortComputeSessionErrors,
  type AdvanceComputeSessionErrors,
  abortComputeSession,
  advanceComputeSession,
  type GetComputeSessionErrors,
  getComputeSession,
  listComputeSessions,
  startComputeSession,
  type TriggerComputeStageErrors,
  triggerComputeStage,
} from "../../generated/ndi-cloud/resources/compute.js";
import type { ApiPromise, CallOptions } from "../runtime/index.js";
import { checkText } from "./checks.js";
import type { NdiContext } from "./context.js";
import { exchanged } from "./exchange.js";
import { poll } from "./polling.js";

/** How long to wait for a run. */
export interface ComputeWaitOptions {
  /** From one question to the next. Default: 10,000. */
  readonly pollMs?: number;
  /** Longest wait; the last question comes at its end. Default: 1,200,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Told of each state that is seen. */
  readonly onProgress?: (session: ComputeSession) => void;
}

/** How waiting for a run ended; see `session.status` for how the run did. */
export interface ComputeResult {
  readonly state: "finished" | "timeout";
  /** The last state that was seen; undefined when no question was answered. */
  readonly session: ComputeSession | undefined;
  /** Seconds that it took. */
  readonly elapsed: number;
}

/** States that a run does not leave. */
const finalStatuses: ReadonlySet<string> = new Set(["COMPLETED", "FAILED", "ABORTED"]);

/** Runs of pipelines. [NDI-163] */
export class ComputeGroup {
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    this.#context = context;
  }

  /**
   * Starts a run. Never repeated.
   *
   * @throws {NdiApiError} 400 with the code `MATLAB_LICENSE_REQUIRED` (see `requiredRelease`) or
   * `MATLAB_LICENSE_DECRYPT_FAILED`.
   */
  start(run: StartComputeRequest, options?: CallOptions): Promise<ComputeStart> {
    return exchanged(this.#context.client, async (caller) => {
      const { pipelineId, inputParameters = {} } = run;
      checkText("pipelineId", pipelineId);
      const hasInput = Object.keys(inputParameters).length > 0;
      const body = { pipelineId, ...(hasInput && { inputParameters }) };
      return await caller.call(startComputeSession, { body }, options);
    });
  }

  /** Your runs. */
  list(options?: CallOptions): Promise<readonly ComputeSession[]> {
    return exchanged(
      this.#context.client,
      async (caller) => (await caller.call(listComputeSessions, {}, options)).sessions,
    );
  }

  /** @throws {NdiNotFoundError} when there is no such run. */
  get(
    sessionId: string,
    options?: CallOptions,
  ): ApiPromise<ComputeSession, GetComputeSessionErrors> {
    return this.#context.client.call(getComputeSession, { path: { sessionId } }, options);
  }

  /** Starts a stage of a run by hand. */
  triggerStage(
    sessionId: string,
    stageId: string,
    options?: CallOptions,
  ): ApiPromise<FreeAnswer, TriggerComputeStageErrors> {
    const path = { sessionId, stageId };
    return this.#context.client.call(triggerComputeStage, { path }, options);
  }

  /** Moves a run on to its next stage; after the last one it is over. */
  advance(
    sessionId: string,
    options?: CallOptions,
  ): ApiPromise<FreeAnswer, AdvanceComputeSessionErrors> {
    return this.#context.client.call(advanceComputeSession, { path: { sessionId } }, options);
  }

  /**
   * Stops a run.
   *
   * @throws {NdiNotFoundError} when it is over already.
   */
  abort(sessionId: string, options?: CallOptions): ApiPromise<void, AbortComputeSessionErrors> {
    return this.#context.client.call(abortComputeSession, { path: { sessionId } }, options);
  }

  /** Waits until a run is over. Failures on the way are asked again. */
  async waitFor(
    sessionId: string,
    choices: ComputeWaitOptions = {},
    options?: CallOptions,
  ): Promise<ComputeResult> {
    const { pollMs = 10_000, timeoutMs = 1_200_000, signal, onProgress } = choices;
    const settings = { ...(signal && { signal }), ...options };
    const { isDone, answer, elapsedMs } = await poll({
      clock: this.#context.clock,
      ...{ timeoutMs, signal, initialDelayMs: pollMs, factor: 1, maxDelayMs: pollMs },
      ask: async () => await this.get(sessionId, settings),
      isDone: ({ status }) => finalStatuses.has(status),
      onAnswer: onProgress,
    });
    const state = isDone ? "finished" : "timeout";
    return { state, session: answer, elapsed: elapsedMs / 1000 };
  }
}
