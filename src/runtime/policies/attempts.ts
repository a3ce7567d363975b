/** Keeps the list of attempts that errors and responses carry. */
import type { Call } from "../call-state.js";
import { scrub } from "../log/redact.js";
import { secretsOf } from "./secrets.js";

const requestIdHeaders = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid"];

/** The id that the server gave a request, under any of the usual names. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of requestIdHeaders) {
    const id = headers.get(name);
    if (id) return id;
  }
  return undefined;
}

/** Adds the attempt that just ended, with its answer or the code of its failure. */
export function recordAttempt(call: Call, outcome: Response | string, waitMs: number): void {
  const { attempt } = call;
  if (typeof outcome === "string") {
    call.attempts.push({ attempt, code: outcome, waitMs });
    return;
  }
  const { status, headers } = outcome;
  const requestId = scrub(requestIdOf(headers) ?? "", secretsOf(call.sent));
  call.attempts.push({ attempt, status, waitMs, ...(requestId !== "" && { requestId }) });
}
