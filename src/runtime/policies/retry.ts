/** Repeats attempts that may yet succeed. The decision itself is pure, in `retry/retry-decision.ts`. */
import { Abort } from "../abort.js";
import { discardBody } from "../answer/plain.js";
import type { Call, Next, WireRequest } from "../call-state.js";
import { answerError } from "../errors/answer-error.js";
import { ClientwrightError } from "../errors/clientwright-error.js";
import { retryDelayMs } from "../retry/retry-decision.js";
import { recordAttempt } from "./attempts.js";

/** Resolves with a success (raw calls: with any last answer), rejects with the last attempt's error. */
export async function retry(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  for (let retries = 0; ; retries += 1) {
    call.attempt += 1;
    let response: Response | undefined;
    let error: ClientwrightError;
    try {
      response = await next(wire, call);
      if (response.ok) {
        call.core.budget.earn(call.baseUrl);
        call.attempts.push({ attempt: call.attempt, status: response.status, waitMs: 0 });
        return response;
      }
      error = answerError(call, response);
    } catch (thrown) {
      error = attemptError(thrown);
    }
    call.startDeadline();
    const delayMs = nextDelayMs(wire, call, error, retries);
    recordAttempt(call, response ?? error.code ?? error.kind.toUpperCase(), delayMs ?? 0);
    if (delayMs === undefined) {
      if (call.isRaw && response !== undefined) return response;
      throw error;
    }
    if (call.isRaw && response !== undefined) discardBody(response);
    await pause(call, error, delayMs);
  }
}

/** What others throw (a policy, a provider, a hook) is theirs to handle, and what was never sent is no attempt. */
function attemptError(thrown: unknown): ClientwrightError {
  const isAttempt =
    thrown instanceof ClientwrightError && /^(connection|timeout|parse)$/.test(thrown.kind);
  if (isAttempt) return thrown;
  throw thrown;
}

function nextDelayMs(
  wire: WireRequest,
  call: Call,
  error: ClientwrightError,
  retries: number,
): number | undefined {
  if (call.life.done !== undefined) return undefined;
  const { retry: rules } = call.settings;
  const delayMs = retryDelayMs({
    error,
    operation: call.operation,
    attempt: call.attempt,
    retries,
    rules,
    hasKey: call.hasKey,
    isOneShot: wire.body?.isOneShot ?? false,
    remainingMs: (call.deadline ?? Number.POSITIVE_INFINITY) - call.clock.now(),
    random: call.core.random,
  });
  const isAffordable = delayMs !== undefined && call.core.budget.spend(call.baseUrl, rules.budget);
  return isAffordable ? delayMs : undefined;
}

async function pause(call: Call, error: ClientwrightError, delayMs: number): Promise<void> {
  const { attempt, logger, operation } = call;
  logger.info(`attempt ${attempt} of ${operation.id} failed, next in ${Math.round(delayMs)} ms`, {
    operation: operation.id,
    error: error.message,
  });
  call.settings.retry.onRetry?.({ attempt, delayMs, error });
  call.current = new Abort();
  await call.clock.sleep(delayMs, call.current.signal);
}
