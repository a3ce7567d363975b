// From a recorded request to an answer: CORS and rate limit around the routes. No sockets in here.
import { type Answer, withHeaders } from "../support/answers.js";
import type { ReadBody } from "../support/request-body.js";
import type { RecordedRequest } from "../support/request-log.js";
import type { Dispatcher } from "./dispatcher.js";
import { answerOrFailure, jsonFailure } from "./failures.js";
import type { Settings } from "./options.js";
import { createRateLimiter, type RateDecision, rateHeaders } from "./rate-limit.js";

/** Answers one request whose body was read as `body` says. */
export type Application = (request: RecordedRequest, body: ReadBody) => Answer;

/** The layers from the outside in: CORS, rate limit, routes. */
export function createApplication(settings: Settings, dispatch: Dispatcher): Application {
  const limiter = createRateLimiter(settings);

  function limited(request: RecordedRequest, pass: () => Answer): Answer {
    if (settings.rateLimiting === "off") return pass();
    const decision = limiter(request);
    if (!decision.isAllowed) throw rateLimited(decision, settings);
    return withHeaders(answerOrFailure(settings, pass), rateHeaders(decision));
  }

  return (request, body) => {
    if (request.method === "OPTIONS") return preflight();
    const answer = answerOrFailure(settings, () => limited(request, () => dispatch(request, body)));
    return withHeaders(answer, corsHeaders());
  };
}

/** Every origin, no credentials, nothing exposed to scripts. */
export function corsHeaders(): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": "*",
    Vary: "origin, access-control-request-method, access-control-request-headers",
  };
}

/** Any OPTIONS request gets this, also for a path that does not exist. */
function preflight(): Answer {
  const allowed = {
    "Access-Control-Allow-Methods": "GET,POST,PUT,DELETE,PATCH,OPTIONS",
    "Access-Control-Allow-Headers": "*",
  };
  return { status: 200, headers: { ...corsHeaders(), ...allowed }, body: "" };
}

function rateLimited(decision: RateDecision, { rateLimiting }: Settings) {
  if (rateLimiting === "silent") return jsonFailure(429);
  const headers = { ...rateHeaders(decision), "Retry-After": String(decision.retryAfter) };
  return jsonFailure(429, { headers });
}
