/** Whether a failed attempt is repeated, and when. Pure: facts in, a decision out. */
import type { ClientwrightError } from "../errors/clientwright-error.js";
import type { Operation } from "../operation.js";
import { backoffMs } from "./backoff.js";
import type { RetryFailure, RetryOptions } from "./retry-options.js";

/** What is known after a failed attempt. */
export interface RetryFacts {
  readonly error: ClientwrightError;
  readonly operation: Operation;
  /** Number of the attempt that failed. */
  readonly attempt: number;
  /** Retries made so far. */
  readonly retries: number;
  readonly rules: RetryOptions;
  /** An idempotency key was sent: the server sorts repeats out. */
  readonly hasKey: boolean;
  /** The server has acted, though the call failed afterwards. */
  readonly hasEffect: boolean;
  /** The body was a stream, and is gone. */
  readonly isOneShot: boolean;
  /** Milliseconds until the call's deadline. */
  readonly remainingMs: number;
  readonly random: () => number;
}

/** Milliseconds to wait before the next attempt; undefined when there shall be none. */
export function retryDelayMs(facts: RetryFacts): number | undefined {
  const { error, operation, rules, retries } = facts;
  if (retries >= rules.maxRetries || operation.retry === "never" || facts.isOneShot)
    return undefined;
  if (rules.methods !== undefined && !rules.methods.includes(operation.method)) return undefined;
  const failure: RetryFailure = {
    attempt: facts.attempt,
    retries,
    error,
    operation,
    retryAfterMs: error.retryAfterMs,
  };
  if (!(rules.shouldRetry?.(failure) ?? isPassing(error, rules))) return undefined;
  if (!mayRepeat(facts)) return undefined;
  const asked = error.retryAfterMs ?? 0;
  if (asked > rules.maxRetryAfterMs) return undefined;
  const delay = Math.max(asked, chosenDelayMs(facts, failure, asked));
  return delay < facts.remainingMs ? delay : undefined;
}

/** A hook's wait, else what the server asked for, else the formula. */
function chosenDelayMs(facts: RetryFacts, failure: RetryFailure, asked: number): number {
  const own = facts.rules.delayMs?.(failure);
  if (own !== undefined && Number.isFinite(own)) return own;
  return asked > 0 ? asked : backoffMs(facts.rules, facts.retries, facts.random);
}

/** Failures that another attempt may not meet. */
function isPassing(error: ClientwrightError, rules: RetryOptions): boolean {
  if (error.kind === "answer") return rules.statuses.includes(error.status ?? 0);
  // A certificate or a redirect that is refused stays refused.
  if (error.kind === "connection") return !/CERT|TLS|SSL|^REDIRECT$/i.test(error.code ?? "");
  return error.kind === "timeout";
}

/** Whether a repeat cannot have a second effect (RFC 9110, section 9.2.2), or is known to be harmless. */
function mayRepeat({ error, operation, rules, hasKey, hasEffect }: RetryFacts): boolean {
  if (operation.idempotent || operation.retry === "safe" || hasKey || rules.writes) return true;
  if (hasEffect) return false;
  if (error.status === 429) return true;
  if (error.status === 503) return error.retryAfterMs !== undefined;
  return error.kind === "connection" && "maybeSent" in error && error.maybeSent === false;
}
