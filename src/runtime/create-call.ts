/** Makes the state of a call, which also settles it. */
import { Abort } from "./abort.js";
import type { Call, CallErrorInit, ClientCore, Plan, Settings, WireRequest } from "./call-state.js";
import { aboutRequest } from "./errors/about-request.js";
import { adoptError } from "./errors/adopt-error.js";
import { addCaller } from "./errors/caller-frames.js";
import { ClientwrightError } from "./errors/clientwright-error.js";
import type { Attempt } from "./errors/error-init.js";
import type { Operation, OperationArguments } from "./operation.js";
import type { CallOptions } from "./options.js";
import { planOf } from "./plan.js";
import { callSettings } from "./settings.js";

const noOptions: CallOptions = {};

type Settle = (value: unknown) => void;

/** The state of a call that has not started. */
export function createCall(
  core: ClientCore,
  operation: Operation,
  args: OperationArguments,
  options: CallOptions = noOptions,
): CallState {
  return new CallState(core, operation, args, options);
}

/** A class, and not a literal with closures, because one is made for every call: this halves its cost. */
export class CallState implements Call {
  readonly core: ClientCore;
  readonly operation: Operation;
  args: OperationArguments;
  readonly options: CallOptions;
  readonly clock: Call["clock"];
  settings: Settings;
  plan: Plan;
  logger: Call["logger"];
  fetch: Call["fetch"];
  baseUrl: string;
  deadline: number | undefined;
  attempt = 0;
  readonly attempts: Attempt[] = [];
  pageUrl: string | undefined;
  isRaw = false;
  rejectsErrors = false;
  isRead = false;
  isStreaming = false;
  hasKey = false;
  hasRecovered = false;
  hasEffect = false;
  answer: unknown;
  errorText: string | undefined;
  response: Response | undefined;
  sent: WireRequest | undefined;
  readonly life: Abort = new Abort();
  current: Abort | undefined;
  #timer: unknown;
  #listener: (() => void) | undefined;
  #settle: readonly [resolve: Settle, reject: Settle] | undefined;

  constructor(
    core: ClientCore,
    operation: Operation,
    args: OperationArguments,
    options: CallOptions,
  ) {
    this.core = core;
    this.operation = operation;
    this.args = args;
    this.options = options;
    this.clock = core.clock;
    this.settings = core.settings;
    this.plan = planOf(core, operation);
    this.logger = core.settings.logger;
    this.fetch = core.settings.fetch;
    this.baseUrl = core.baseUrl;
  }

  get signal(): AbortSignal {
    return this.life.signal;
  }

  /**
   * Merges the call's options and starts to listen to its signal.
   * @throws {ConfigError} when an option makes no sense, or the client is closed.
   */
  begin(resolve: Settle, reject: Settle): void {
    this.#settle = [resolve, reject];
    const { core, options } = this;
    const refuse = (message: string): Error => this.error(message, { kind: "config" });
    if (core.isClosed) throw refuse("the client is closed");
    if (options !== noOptions) this.settings = callSettings(core, options, refuse);
    const { baseUrl, logger, fetch, deadlineMs, nulls } = this.settings;
    if (nulls === "omit") {
      const { withoutNulls } = core.capabilities;
      if (withoutNulls === undefined) throw refuse("this client cannot leave out nulls");
      this.args = { ...this.args, body: withoutNulls(this.args.body) };
    }
    this.baseUrl = baseUrl ?? this.plan.server ?? core.baseUrl;
    this.logger = logger;
    this.fetch = fetch;
    if (deadlineMs > 0) this.deadline = this.clock.now() + deadlineMs;
    if (options.signal !== undefined) this.#listen(options.signal);
  }

  resolve(result: unknown): void {
    this.#end(this.isStreaming || (this.isRaw && this.response?.body != null));
    this.#settle?.[0](result);
  }

  reject(error: unknown, outcome?: Promise<unknown>): void {
    this.#end(false);
    const adopted = adoptError(this, error);
    // Errors that others made may end many calls, and are theirs.
    const isOwn = adopted instanceof ClientwrightError && adopted.attempts === this.attempts;
    if (isOwn && outcome !== undefined) this.#addCaller(adopted, outcome);
    this.#settle?.[1](adopted);
  }

  stop(error: ClientwrightError): void {
    const { attempt, attempts, sent } = this;
    // The attempt under way ends here, whenever its transport may notice.
    if (sent !== undefined && attempt > attempts.length) {
      attempts.push({ attempt, code: error.code ?? "ABORTED", waitMs: 0 });
    }
    const outcome: Promise<void> = Promise.reject(error).catch(() => this.reject(error, outcome));
    this.life.abort(error);
    this.current?.abort(error);
  }

  startDeadline(): void {
    if (this.deadline === undefined || this.#timer !== undefined || this.life.done) return;
    this.#timer = this.clock.setTimeout(() => this.expire(), this.deadline - this.clock.now());
  }

  expire(): void {
    const { deadlineMs: limitMs } = this.settings;
    const about = `not finished within ${limitMs} ms (deadlineMs)`;
    this.stop(this.error(about, { kind: "timeout", code: "TIMEOUT", limit: "deadline", limitMs }));
  }

  /** `GET /tokens (listTokens): about`; of an answer, `GET /tokens -> 404 (listTokens): about`. */
  error(about: string, init: CallErrorInit): ClientwrightError {
    const { id, method, path } = this.operation;
    const answerStatus = init.kind === "parse" ? this.response?.status : undefined;
    const status = init.kind === "answer" ? ` -> ${init.status}` : "";
    const name = id === `${method} ${path}` ? "" : ` (${id})`;
    return this.core.errors.create(`${method} ${path}${status}${name}: ${about}`, {
      answerStatus,
      ...init,
      ...aboutRequest(this),
    });
  }

  /** A stream is still read after the call has resolved: until it ends, its caller's signal counts. */
  release(): void {
    const { signal } = this.options;
    if (this.#listener !== undefined) signal?.removeEventListener("abort", this.#listener);
  }

  #listen(signal: AbortSignal): void {
    const abort = (): void =>
      this.stop(this.error("aborted", { kind: "abort", cause: signal.reason }));
    if (signal.aborted) {
      abort();
      return;
    }
    this.#listener = abort;
    signal.addEventListener("abort", abort, { once: true });
  }

  /** The outcome is joined to the call's own promise, which leads on to its caller. It settles too late to matter. */
  #addCaller(error: Error, outcome: Promise<unknown>): void {
    if (this.#settle !== undefined) outcome.then(...this.#settle);
    addCaller(error);
  }

  #end(isBodyUnread: boolean): void {
    if (this.#timer !== undefined) this.clock.clearTimeout(this.#timer);
    if (!isBodyUnread) this.release();
  }
}
