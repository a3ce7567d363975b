/** Words the errors of a client: the server's sentence where it has one, fixed sentences where it has none. */
import {
  type Clock,
  type ErrorFamily,
  type ErrorInit,
  ParseError,
  reasonPhrases,
  retryAfterMs,
  summaryOf,
  TimeoutError,
} from "../runtime/index.js";
import { readErrorBody } from "./error-body.js";
import { AuthError, type AuthErrorInit } from "./errors.js";

/** Message of every call that fails because somebody must log in (again). [RA-125] */
export const loginAgain = "Authentication failed. Please log in again.";

/** What a family must know of its client. */
export interface ErrorFamilyContext {
  readonly clock: Pick<Clock, "now">;
  /** Headers of the 401s that ended a login. */
  readonly refusals: { has(headers: Headers): boolean };
}

/** The errors of one client. */
export function createAuthErrors(context: ErrorFamilyContext): ErrorFamily {
  return {
    base: AuthError,
    create: (message, init) => {
      switch (init.kind) {
        case "answer":
          return fromAnswer(init, context);
        case "connection":
          return new AuthError(networkMessage(message, init), init);
        case "timeout":
          return new AuthError(
            networkMessage(message, init),
            withCause(init, TimeoutError, message),
          );
        case "parse":
          return new AuthError(message, withCause(init, ParseError, message));
        default:
          return new AuthError(message, init);
      }
    },
  };
}

function fromAnswer(init: ErrorInit, { clock, refusals }: ErrorFamilyContext): AuthError {
  const { status = 0, statusText, headers } = init;
  const { message, ...content } = readErrorBody(init.body);
  const reason = statusText ?? reasonPhrases[status];
  const line = reason === undefined ? `HTTP ${status}` : `HTTP ${status}: ${reason}`;
  const isRefusal = headers !== undefined && refusals.has(headers);
  const waits = headers && waitIn(headers, status, clock.now());
  const requestId = content.requestId ?? init.requestId;
  const known: AuthErrorInit = { ...init, ...waits, ...content, requestId };
  return new AuthError(isRefusal ? loginAgain : (message ?? line), known);
}

/** `Retry-After` alone counts: this server's rate-limit headers say when a window ends, not when to come back. */
function waitIn(headers: Headers, status: number, now: number): AuthErrorInit {
  const hint = new Headers({ "retry-after": headers.get("retry-after") ?? "" });
  const wait = retryAfterMs(hint, status, now);
  const retryAt = wait === undefined ? wait : new Date(Math.min(now + wait, latest));
  return { retryAfterMs: wait, retryAt };
}

/** Latest time that a `Date` can hold (ECMA-262, section 21.4.1.1). */
const latest = 8.64e15;

function networkMessage(message: string, init: ErrorInit): string {
  const advice = /CERT|TLS|SSL/i.test(init.code ?? "")
    ? " (for development with a certificate that nobody trusts there is verifySsl: false)"
    : "";
  return `Network error: ${summaryOf(message, init)}${advice}`;
}

/** Failures that have no cause get the runtime's own error as one, so that it can be told by its class. [RA-017] */
function withCause(
  init: ErrorInit,
  Cause: typeof TimeoutError | typeof ParseError,
  message: string,
): ErrorInit {
  return { ...init, cause: init.cause ?? new Cause(message, init) };
}
