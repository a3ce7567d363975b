/** Ends an attempt that takes too long, even when the transport ignores its signal. */
import { Abort } from "../abort.js";
import type { Call, Next, WireRequest } from "../call-state.js";

/** Rejects with a `TimeoutError` once `timeoutMs` have passed; reading the body counts. */
export function limitAttempt(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const current = new Abort();
  call.current = current;
  const { clock, deadline, settings } = call;
  const { timeoutMs: limitMs } = settings;
  if (limitMs <= 0) {
    call.startDeadline();
    return next(wire, call);
  }
  // One timer for both limits: whichever comes first.
  const ms = deadline === undefined ? limitMs : Math.min(limitMs, deadline - clock.now());
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      if (deadline !== undefined && clock.now() >= deadline) return call.expire();
      const error = timeout(call, limitMs);
      reject(error);
      current.abort(error);
    }, ms);
    const clear = (): void => {
      clock.clearTimeout(timer);
      current.cleanUp = undefined;
    };
    // A transport or a policy that ignores its signal would keep the timer, and with it the process.
    current.cleanUp = clear;
    next(wire, call).then(
      (response) => {
        clear();
        resolve(response);
      },
      (error) => {
        clear();
        reject(error);
      },
    );
  });
}

function timeout(call: Call, limitMs: number): Error {
  return call.error(`no complete answer within ${limitMs} ms (timeoutMs)`, {
    kind: "timeout",
    code: "TIMEOUT",
    limit: "attempt",
    limitMs,
  });
}
