// The answer that this API usually gives with a status, for scripted answers without a body.
import { type Answer, jsonAnswer } from "../support/answers.js";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import { bareFailure, failureAnswer, jsonFailure } from "./failures.js";
import type { Settings } from "./options.js";

/** Routes that report failures in the JSON envelope; all others answer with a bare status. */
const talkative = /^\/(auth\/(register|login)$|admin\/api\/)/;

/** Below 400 an empty object. 429 is JSON everywhere; a bearer's 401 is bare everywhere. */
export function usualAnswer(request: RecordedRequest, status: number, settings: Settings): Answer {
  if (status < 400) return jsonAnswer(status, {});
  const path = pathOf(request);
  const isBearerCheck = status === 401 && path.startsWith("/admin/");
  const isJson = status === 429 || (talkative.test(path) && !isBearerCheck);
  return failureAnswer(isJson ? jsonFailure(status) : bareFailure(status), settings);
}
