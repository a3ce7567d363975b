// Failures on the wire, in the shapes that documentation and servers have for them.
import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer } from "../support/answers.js";
import { ApiFailure, type FailureParts, internalError } from "./failures.js";
import { limitAnswer } from "./limit-answers.js";
import type { ErrorShape, Settings } from "./options.js";

/** The shape of a route's errors: what the switch says, or that of its section. */
export type RouteErrorShape = ErrorShape | "bpm";

const bodies: Readonly<Record<RouteErrorShape, (failure: FailureParts) => unknown>> = {
  documented: documentedBody,
  detail: ({ message, problems }) => ({ detail: problems ?? message }),
  domain: domainBody,
  analysis: analysisBody,
  bpm: bpmBody,
};

/** Puts a failure on the wire. */
export function failureAnswer(
  { parts }: ApiFailure,
  shape: RouteErrorShape,
  { limitShape }: Settings,
): Answer {
  if (parts.retryAfter === undefined)
    return jsonAnswer(parts.status, bodies[shape](parts), parts.headers);
  const limited = limitAnswer(parts.retryAfter, limitShape);
  return shape === "bpm" ? { ...limited, body: JSON.stringify(bpmBody(parts)) } : limited;
}

/** Failures become answers; anything else that is thrown is a defect of this server. */
export function answerOrFailure(
  shape: RouteErrorShape,
  settings: Settings,
  answer: () => Answer,
): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ApiFailure) return failureAnswer(error, shape, settings);
    console.error(error);
    return failureAnswer(internalError(), shape, settings);
  }
}

/** What a body fails to be is reported in the framework's form here as well. */
function documentedBody(failure: FailureParts) {
  const { status, code, message, requiredScopes, problems, isFrameworks } = failure;
  if (problems || isFrameworks) return { detail: problems ?? message };
  const scopes = requiredScopes && { required_scopes: requiredScopes };
  return { error: code, message, code: status, ...scopes };
}

function domainBody({ status, message, problems }: FailureParts) {
  const code = problems ? "VALIDATION_ERROR" : `HTTP_${status}`;
  return { error: { code, message, details: {} } };
}

const analysisCodes: Readonly<Record<number, string>> = {
  401: "AUTHENTICATION_REQUIRED",
  403: "INSUFFICIENT_PERMISSIONS",
  404: "RESOURCE_NOT_FOUND",
  409: "RESOURCE_CONFLICT",
  422: "VALIDATION_ERROR",
  429: "RATE_LIMIT_EXCEEDED",
  500: "INTERNAL_ERROR",
  503: "SERVICE_UNAVAILABLE",
};

function analysisBody({ status, message, problems }: FailureParts) {
  const details = problems?.map(({ loc, msg, type }) => ({
    field: loc.slice(1).join("."),
    message: msg,
    type,
  }));
  const code = analysisCodes[status] ?? "API_ERROR";
  const error = { code, message, status, request_id: randomUUID() };
  return { error: details ? { ...error, details } : error };
}

const bpmCodes: Readonly<Record<number, string>> = {
  413: "FILE_TOO_LARGE",
  429: "RATE_LIMIT_EXCEEDED",
  503: "SERVICE_UNAVAILABLE",
};

/** Who calls, and from where, is no matter of tempi: it is refused in the documented form. */
function bpmBody(failure: FailureParts) {
  const { status, code, bpmCode, message, details, problems } = failure;
  if (status === 401 || status === 403) return documentedBody(failure);
  const error_code = bpmCode ?? bpmCodes[status] ?? code.toUpperCase();
  return { status: "error", error_code, message, details: details ?? { problems } };
}
