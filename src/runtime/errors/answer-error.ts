/** Makes the error of an answer that is not a success. */
import type { Call } from "../call-state.js";
import { requestIdOf } from "../policies/attempts.js";
import type { ClientwrightError } from "./clientwright-error.js";
import type { ServerMessage } from "./server-message.js";

/** Latest time that a `Date` can hold. */
const latest = 8.64e15;

const silence: ServerMessage = { message: undefined, code: undefined, details: undefined };

/** `POST /tokens -> 422 (createToken): text is required [request id]`. */
export function answerError(call: Call, response: Response): ClientwrightError {
  const { status, statusText, headers } = response;
  const now = call.clock.now();
  const wait = call.core.capabilities.hints?.(headers, status, now);
  const body = call.isRaw && !call.rejectsErrors ? undefined : call.answer;
  const said = call.core.capabilities.messages?.(body) ?? silence;
  const requestId = requestIdOf(headers);
  const message = said.message ?? (statusText || "no message");
  return call.error(requestId === undefined ? message : `${message} [${requestId}]`, {
    kind: "answer",
    status,
    statusText: statusText || undefined,
    headers,
    body,
    text: call.errorText,
    code: said.code,
    details: said.details,
    requestId,
    retryAfterMs: wait,
    retryAt: wait === undefined ? undefined : new Date(Math.min(now + wait, latest)),
  });
}
