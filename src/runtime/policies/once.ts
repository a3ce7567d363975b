/** Stands in for the retry ring in clients that have none. */
import { isSuccess } from "../answer/location.js";
import type { Call, Next, WireRequest } from "../call-state.js";
import { answerError } from "../errors/answer-error.js";
import { recordAttempt } from "./attempts.js";

/** Resolves with a success (raw calls: with any answer), rejects with the error of any other. */
export async function once(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  call.attempt += 1;
  const response = await next(wire, call);
  recordAttempt(call, response, 0);
  if (isSuccess(response, call) || (call.isRaw && !call.rejectsErrors)) return response;
  throw answerError(call, response);
}
