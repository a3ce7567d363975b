// The answer that this API usually gives with a status, for scripted answers without a body.
import { type Answer, jsonAnswer } from "../support/answers.js";
import {
  ApiFailure,
  badRequest,
  bodyTooLarge,
  failureAnswer,
  internalError,
  notFound,
  permissionDenied,
  rateLimited,
  unauthorized,
  unavailable,
  validationFailed,
} from "./failures.js";
import { bodyLimit } from "./limits.js";
import type { ErrorShape } from "./options.js";

const usualFailures: Readonly<Record<number, () => ApiFailure>> = {
  400: () => badRequest("Invalid characters in request"),
  401: () => unauthorized("INVALID_TOKEN", "Invalid authentication credentials: revoked"),
  403: () => permissionDenied("tokens:write"),
  404: () => notFound("Token", 999999, "Token 000F423F not found"),
  409: () => conflict(),
  413: () => bodyTooLarge(bodyLimit + 1, bodyLimit),
  422: () => validationFailed([{ field: "body.text", message: "Field required", type: "missing" }]),
  429: () => rateLimited(100, 1),
  500: internalError,
  503: () => unavailable("Runtime", "Runtime is currently unavailable"),
};

/** Below 400 an empty object; an unlisted error status has no body, as from a proxy. */
export function usualAnswer(status: number, shape: ErrorShape): Answer {
  const failure = usualFailures[status];
  if (failure) return failureAnswer(failure(), shape);
  return status < 400 ? jsonAnswer(status, {}) : { status, headers: {}, body: "" };
}

function conflict(): ApiFailure {
  return new ApiFailure({
    status: 409,
    code: "RESOURCE_ALREADY_EXISTS",
    message: "API key already exists",
    details: { resource_type: "API key", identifier: "CI robot" },
  });
}
