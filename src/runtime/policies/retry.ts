/** Repeats attempts that may yet succeed. The decision itself is pure, in `retry/retry-decision.ts`. */
import { Abort } from "../abort.js";
import { isSuccess } from "../answer/location.js";
import { discardBody } from "../answer/plain.js";
import type { Call, Layer, Next, WireRequest } from "../call-state.js";
import { answerError } from "../errors/answer-error.js";
import { ClientwrightError } from "../errors/clientwright-error.js";
import { createRetryBudget, type RetryBudget } from "../retry/budget.js";
import { retryDelayMs } from "../retry/retry-decision.js";
import { type RetryOptions, retryOptions } from "../retry/retry-options.js";
import { recordAttempt } from "./attempts.js";

/** The retry ring of one client; clients share no budget. */
export function createRetry(): Layer {
  const budget = createRetryBudget();
  return (wire, next, call) => repeat(wire, next, call, budget);
}

/** Resolves with a success (raw calls: with any last answer), rejects with the last attempt's error. */
async function repeat(
  wire: WireRequest,
  next: Next,
  call: Call,
  budget: RetryBudget,
): Promise<Response> {
  for (let retries = 0; ; retries += 1) {
    call.attempt += 1;
    const { hasRecovered } = call;
    let response: Response | undefined;
    let error: ClientwrightError;
    try {
      response = await next(wire, call);
      if (isSuccess(response, call)) {
        budget.earn(call.baseUrl);
        call.attempts.push({ attempt: call.attempt, status: response.status, waitMs: 0 });
        return response;
      }
      error = answerError(call, response);
    } catch (thrown) {
      error = attemptError(thrown, call);
    }
    // What was repeated with renewed credentials starts afresh: the first credentials were at fault.
    if (call.hasRecovered && !hasRecovered) retries = 0;
    // Ended from outside, which has been noted already.
    if (call.life.done !== undefined) throw error;
    const rules = retryOptions(call.settings.retry);
    let delayMs = nextDelayMs(wire, call, { error, retries }, rules);
    if (delayMs !== undefined && !budget.spend(call.baseUrl, rules.budget)) delayMs = undefined;
    recordAttempt(call, response ?? error.code ?? error.kind.toUpperCase(), delayMs ?? 0);
    if (delayMs === undefined) {
      if (call.isRaw && !call.rejectsErrors && response !== undefined) return response;
      throw error;
    }
    if (call.isRaw && response !== undefined) discardBody(response);
    await pause(call, error, delayMs, rules);
  }
}

/**
 * What others throw (a policy, a provider, a hook) is theirs to handle, and what was never sent is no attempt. Another
 * operation that this one waited for, such as a refresh, has had its own attempts.
 */
function attemptError(thrown: unknown, call: Call): ClientwrightError {
  const isAttempt =
    thrown instanceof ClientwrightError &&
    /^(connection|timeout|parse)$/.test(thrown.kind) &&
    (thrown.operation === undefined || thrown.operation.id === call.operation.id);
  if (isAttempt) return thrown;
  throw thrown;
}

function nextDelayMs(
  { body }: WireRequest,
  call: Call,
  failure: { readonly error: ClientwrightError; readonly retries: number },
  rules: RetryOptions,
): number | undefined {
  const { operation, attempt, hasKey, hasEffect, deadline, clock, core } = call;
  return retryDelayMs({
    ...failure,
    operation,
    attempt,
    rules,
    hasKey,
    hasEffect,
    isOneShot: body?.isOneShot ?? false,
    remainingMs: (deadline ?? Number.POSITIVE_INFINITY) - clock.now(),
    random: core.random,
  });
}

async function pause(
  call: Call,
  error: ClientwrightError,
  delayMs: number,
  { onRetry }: RetryOptions,
): Promise<void> {
  const { attempt, logger, operation } = call;
  logger.info(`attempt ${attempt} of ${operation.id} failed, next in ${Math.round(delayMs)} ms`, {
    operation: operation.id,
    error: error.message,
  });
  onRetry?.({ attempt, delayMs, error });
  call.current = new Abort();
  await call.clock.sleep(delayMs, call.current.signal);
}
