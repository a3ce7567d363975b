// From a recorded request to an answer: guards and headers around the routes. No sockets in here.
import { type Answer, textAnswer, withHeaders } from "../support/answers.js";
import type { ReadBody } from "../support/request-body.js";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import {
  applicationHeaders,
  correlationHeaders,
  corsHeaders,
  isPreflight,
  isRateLimited,
  preflightHeaders,
  rateHeaders,
} from "./answer-headers.js";
import type { Dispatcher } from "./dispatcher.js";
import { answerOrFailure, bodyTooLarge, rateLimited, unreadablePath } from "./failures.js";
import { bodyLimit } from "./limits.js";
import type { Settings } from "./options.js";
import { createRateLimiter } from "./rate-limit.js";

/** Answers one request whose body was read as `body` says. */
export type Application = (request: RecordedRequest, body: ReadBody, origin: string) => Answer;

/** The layers from the outside in: correlation and CORS, rate limit, guards, routes. */
export function createApplication(settings: Settings, dispatcher: Dispatcher): Application {
  const { errorShape } = settings;
  const limiter = createRateLimiter(settings);

  function limit(request: RecordedRequest, pass: () => Answer): Answer {
    if (!isRateLimited(request)) return pass();
    const decision = limiter(request);
    if (decision.retryAfterSeconds > 0)
      throw rateLimited(decision.limit, decision.retryAfterSeconds);
    return withHeaders(answerOrFailure(errorShape, pass), rateHeaders(decision));
  }

  function guard(request: RecordedRequest, body: ReadBody, origin: string): Answer {
    const startedAt = performance.now();
    if (body.kind === "too-large") throw bodyTooLarge(body.bytes, bodyLimit);
    if (/%00/.test(pathOf(request))) throw unreadablePath();
    const answer = answerOrFailure(errorShape, () => dispatcher.dispatch(request, origin));
    return withHeaders(answer, applicationHeaders(request, startedAt));
  }

  return (request, body, origin) => {
    if (isPreflight(request)) return preflight(request);
    const answer = answerOrFailure(errorShape, () =>
      limit(request, () => guard(request, body, origin)),
    );
    return withHeaders(answer, { ...correlationHeaders(request), ...corsHeaders(request) });
  };
}

function preflight(request: RecordedRequest): Answer {
  const answer = textAnswer(200, "text/plain; charset=utf-8", "OK");
  return withHeaders(answer, { ...corsHeaders(request), ...preflightHeaders(request) });
}
