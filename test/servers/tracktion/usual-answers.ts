// The answer that this API usually gives with a status, for scripted answers without a body.
import { type Answer, jsonAnswer } from "../support/answers.js";
import { failureAnswer, type RouteErrorShape } from "./envelopes.js";
import {
  type ApiFailure,
  badRequest,
  bodyTooLarge,
  internalError,
  invalidBody,
  notFound,
  rateLimited,
  scopeMissing,
  unauthorized,
  unavailable,
} from "./failures.js";
import type { Settings } from "./options.js";

const usualFailures: Readonly<Record<number, () => ApiFailure>> = {
  400: () => badRequest("Something about the request is wrong."),
  401: () => unauthorized("token_expired", "Token is past its lifetime."),
  403: () => scopeMissing(["search"]),
  404: () => notFound("Not found"),
  413: bodyTooLarge,
  422: () => invalidBody({ type: "missing", loc: ["body"], msg: "Field required", input: null }),
  429: () => rateLimited(12),
  500: internalError,
  503: unavailable,
};

/** Below 400 an empty object; an unlisted error status has no body, as from a proxy. */
export function usualAnswer(status: number, shape: RouteErrorShape, settings: Settings): Answer {
  const failure = usualFailures[status];
  if (failure) return failureAnswer(failure(), shape, settings);
  return status < 400 ? jsonAnswer(status, {}) : { status, headers: {}, body: "" };
}
