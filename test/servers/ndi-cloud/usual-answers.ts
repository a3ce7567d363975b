// The answer that this API usually gives with a status, for scripted answers without a body.
import { type Answer, jsonAnswer } from "../support/answers.js";
import {
  ApiFailure,
  badRequest,
  failureAnswer,
  forbidden,
  gatewayTimeout,
  notFound,
  unauthorized,
} from "./failures.js";
import type { Oddities } from "./oddities.js";

const usualFailures: Readonly<Record<number, () => ApiFailure>> = {
  400: () => badRequest("Something about the request is wrong"),
  401: () => unauthorized("token is past its end"),
  403: () => forbidden(),
  404: () => notFound("thing"),
  500: () => new ApiFailure(500, "Internal server error"),
  502: () => new ApiFailure(502, "Bad gateway"),
  503: () => new ApiFailure(503, "Service unavailable"),
  504: gatewayTimeout,
};

/** Below 400 an empty object. */
export function usualAnswer(status: number, { errorForm }: Oddities): Answer {
  if (status < 400) return jsonAnswer(status, {});
  const failure = usualFailures[status]?.() ?? new ApiFailure(status, `Status ${status}`);
  return failureAnswer(failure, errorForm);
}
