// From a recorded request to an answer. No sockets in here.
import type { Answer } from "../support/answers.js";
import type { ReadBody } from "../support/request-body.js";
import {
  pathOf,
  queryOf,
  type RecordedRequest,
  type RequestMatch,
  requestTest,
} from "../support/request-log.js";
import { createRouter } from "../support/router.js";
import { identify } from "./access.js";
import { ApiFailure, failureAnswer, gatewayTimeout } from "./failures.js";
import { routes } from "./routes/index.js";
import type { NdiCloudState } from "./state.js";

/** Stands before every path. */
export const version = "/v1";

/** The part of the server that knows the API. */
export interface NdiCloudApplication {
  answer(request: RecordedRequest, body: ReadBody): Answer;
  /** The next matching request is served, but answered with 504. */
  timeOutNext(match: RequestMatch): void;
}

export function createApplication(state: NdiCloudState): NdiCloudApplication {
  const match = createRouter(routes.map((route) => ({ ...route, path: version + route.path })));
  const late: ((request: RecordedRequest) => boolean)[] = [];

  function serve(request: RecordedRequest, body: ReadBody): Answer {
    const found = match(request.method, pathOf(request));
    // The framework knows no other answer for what has no route.
    if (found.kind !== "found") throw new ApiFailure(404, `Cannot ${request.method} this path`);
    if (body.kind === "too-large") throw new ApiFailure(413, "Request Too Long");
    const { route, params } = found;
    const identity = identify(route, request, state);
    return route.handle({ state, request, params, query: queryOf(request), ...identity });
  }

  /** Failures become answers; anything else that is thrown is a defect of the test server. */
  function answerOrFailure(request: RecordedRequest, body: ReadBody): Answer {
    const { errorForm } = state.settings.oddities;
    try {
      return serve(request, body);
    } catch (error) {
      if (error instanceof ApiFailure) return failureAnswer(error, errorForm);
      console.error(error);
      return failureAnswer(new ApiFailure(500, "Internal server error"), errorForm);
    }
  }

  return {
    timeOutNext: (isLate) => late.push(requestTest(isLate)),
    answer(request, body) {
      state.tasks.runDue();
      const answer = answerOrFailure(request, body);
      state.tasks.runDue();
      const index = late.findIndex((isLate) => isLate(request));
      if (index < 0) return answer;
      late.splice(index, 1);
      return failureAnswer(gatewayTimeout(), state.settings.oddities.errorForm);
    },
  };
}
