/** Reads the body while the attempt's limit still runs, so that a stalled body ends like a stalled answer. */
import { isSuccess } from "../answer/location.js";
import { answerKind, isJson } from "../answer/media-type.js";
import { discardBody } from "../answer/plain.js";
import type { Call, Next, WireRequest } from "../call-state.js";
import { remakeError } from "../errors/adopt-error.js";
import { ClientwrightError } from "../errors/clientwright-error.js";
import { connectionFailure } from "../errors/connection-failure.js";

/** Leaves the parsed body in `call.answer`: of a success by its documented kind, of anything else as JSON or text. */
export async function readAnswer(wire: WireRequest, next: Next, call: Call): Promise<Response> {
  const response = await next(wire, call);
  call.response = response;
  if (call.isRaw && (response.ok || !call.rejectsErrors)) return response;
  call.isRead = !call.isRaw;
  let body: unknown;
  try {
    body = await (isSuccess(response, call)
      ? readSuccess(response, call)
      : readError(response, call));
  } catch (error) {
    // Errors of parsing are the call's own and pass through; anything else broke the connection.
    throw connectionFailure(call, error);
  }
  call.answer = normalised(body, response, call);
  return response;
}

/** What the API's own layer makes of a body. Its errors know nothing of the call and its secrets. */
function normalised(body: unknown, response: Response, call: Call): unknown {
  const { normalise } = call.core;
  if (normalise === undefined || call.isStreaming) return body;
  try {
    return normalise(body, { operation: call.operation, response });
  } catch (error) {
    throw error instanceof ClientwrightError ? remakeError(call, error) : error;
  }
}

function readSuccess(response: Response, call: Call): unknown {
  if (isEmpty(response.status, call)) {
    discardBody(response);
    return undefined;
  }
  const kind = answerKind(call.operation, response);
  call.core.capabilities.checkKind?.(kind, response, call);
  const read = call.core.capabilities.answers[kind];
  if (read === undefined) {
    discardBody(response);
    throw call.error(`this client cannot read ${kind} answers`, { kind: "config" });
  }
  call.isStreaming = kind === "events" || kind === "lines";
  return read(response, call);
}

/** Answers that have no content, whatever their headers say (RFC 9110, sections 9.3.2 and 15.3.5). */
function isEmpty(status: number, call: Call): boolean {
  return status === 204 || status === 205 || call.operation.method === "HEAD";
}

/** JSON where it is JSON, the text where it is not (error pages, also those labelled JSON), undefined when empty. */
async function readError(response: Response, call: Call): Promise<unknown> {
  call.errorText = undefined;
  if (isEmpty(response.status, call)) return undefined;
  const text = await response.text();
  call.errorText = text || undefined;
  if (text === "") return undefined;
  if (!isJson(response.headers.get("content-type")) && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
