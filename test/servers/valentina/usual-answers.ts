// The answer that this API usually gives with a status, for scripted answers without a body.
import { type Answer, jsonAnswer } from "../support/answers.js";
import {
  ApiFailure,
  conflict,
  decodingFailed,
  failureAnswer,
  forbidden,
  internalDetail,
  notFound,
  unauthorized,
} from "./failures.js";

const usualFailures: Readonly<Record<number, () => ApiFailure>> = {
  400: () => decodingFailed([{ at: ["name"], message: "Field required", when: "decoding" }]),
  401: () => unauthorized("Unauthorized API key"),
  403: () => forbidden("No rights to access this resource"),
  404: () => notFound("Campaign not found"),
  409: () => conflict("Idempotency key 'k-1' was previously used with a different request body."),
  429: rateLimited,
  500: () => new ApiFailure(500, { detail: internalDetail }),
};

/** Below 400 an empty object; an unlisted error status has no body, as from a proxy. */
export function usualAnswer(instance: string, status: number): Answer {
  const failure = usualFailures[status];
  if (failure) return failureAnswer(failure(), instance);
  return status < 400 ? jsonAnswer(status, {}) : { status, headers: {}, body: "" };
}

function rateLimited(): ApiFailure {
  return new ApiFailure(429, {
    detail: "You are being rate limited.",
    members: { retry_after: 1.84 },
    headers: { "RateLimit-Policy": '"burst";q=30;w=60', RateLimit: '"burst";r=0;t=2' },
  });
}
