// From a recorded request to an answer: key, rate limit and idempotency around the routes. No sockets in here.
import type { Developer } from "../../../generated/valentina/models.js";
import { type Answer, withHeaders } from "../support/answers.js";
import type { ReadBody } from "../support/request-body.js";
import type { RecordedRequest } from "../support/request-log.js";
import { dispatch, type Found, findRoute } from "./dispatcher.js";
import { ApiFailure, answerOrFailure, unauthorized } from "./failures.js";
import { createIdempotencyStore } from "./idempotency.js";
import { createRateLimiter } from "./rate-limit.js";
import type { ValentinaState } from "./state.js";

/** Answers one request whose body was read as `body` says. */
export type Application = (request: RecordedRequest, body: ReadBody, origin: string) => Answer;

/** The layers from the outside in: key, rate limit, idempotency, guards and handler. */
export function createApplication(state: ValentinaState): Application {
  const takeTokens = createRateLimiter(state.settings);
  const once = createIdempotencyStore(state.settings.now);

  function admitted(request: RecordedRequest, found: Found, instance: string): Answer {
    const { apiKey, developer } = authenticate(state, request);
    const headers = takeTokens(apiKey);
    const answer = answerOrFailure(instance, () =>
      once(apiKey, request, () => dispatch(state, request, found, developer)),
    );
    return withHeaders(answer, headers);
  }

  return (request, body, origin) => {
    const instance = origin + request.path;
    const answer = answerOrFailure(instance, () => {
      if (body.kind === "too-large") throw new ApiFailure(413);
      const found = findRoute(request);
      const isOpen = found.route.guards === "open";
      return isOpen
        ? dispatch(state, request, found, undefined)
        : admitted(request, found, instance);
    });
    return withHeaders(
      { ...answer, headers: {} },
      { "Cache-Control": "no-cache", ...answer.headers },
    );
  };
}

function authenticate(
  { accounts }: ValentinaState,
  { headers }: RecordedRequest,
): { apiKey: string; developer: Developer } {
  const apiKey = headers["x-api-key"];
  if (apiKey === undefined) throw unauthorized("API key not provided");
  const developer = accounts.owner(apiKey);
  if (developer === undefined) throw unauthorized("Unauthorized API key");
  return { apiKey, developer };
}
