/** What the functions that log in and refresh are given, and how long they may take. */
import {
  type CallContext,
  type Clock,
  type Fetch,
  type Logger,
  TimeoutError,
} from "../runtime/index.js";

/** What a login or a refresh may use. It serves every call that waits, so it belongs to none of them. */
export interface TokenContext {
  /** The transport beneath all policies: carries no credentials, repeats nothing. */
  readonly fetch: Fetch;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborts when the time limit passes, and on a logout. */
  readonly signal: AbortSignal;
}

/** What is known of a call that needs tokens. */
export type TokenCall = Pick<CallContext, "fetch" | "baseUrl" | "clock" | "logger" | "signal">;

/** A context with a limit; `stop` ends it early, `done` takes its timer down. */
export interface LimitedContext {
  readonly context: TokenContext;
  readonly stop: (reason: unknown) => void;
  readonly done: () => void;
}

/** A context for one renewal, made from the call that started it. */
export function createTokenContext(call: TokenCall, limitMs: number): LimitedContext {
  const { fetch, baseUrl, clock, logger } = call;
  const controller = new AbortController();
  const giveUp = (): void => {
    const message = `Renewing the credentials took longer than ${limitMs} ms`;
    controller.abort(new TimeoutError(message, { limit: "attempt", limitMs }));
  };
  const timer = limitMs > 0 ? clock.setTimeout(giveUp, limitMs) : undefined;
  return {
    context: { fetch, baseUrl, clock, logger, signal: controller.signal },
    stop: (reason) => controller.abort(reason),
    done: () => clock.clearTimeout(timer),
  };
}

/** The promise's outcome, unless the signal aborts first: then its reason. */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return await promise;
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
