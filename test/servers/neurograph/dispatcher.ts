// Finds the route of a request, checks who calls, and lets the handler answer.
import type { Answer } from "../support/answers.js";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import { createRouter } from "../support/router.js";
import { admit } from "./access.js";
import { answerOrFailure, frameworkFailure } from "./failures.js";
import type { ErrorShape } from "./options.js";
import { routes } from "./routes/index.js";
import type { NeuroGraphState } from "./state.js";

/** The part of the application that knows the routes. */
export interface Dispatcher {
  /** Throws only for requests that have no route. */
  dispatch(request: RecordedRequest, origin: string): Answer;
  /** The shape in which this request's errors come. */
  errorShapeOf(request: RecordedRequest): ErrorShape;
}

/** Serves the routes of the server's profile. */
export function createDispatcher(state: NeuroGraphState): Dispatcher {
  const { profile, errorShape } = state.settings;
  const served = routes.filter(({ only }) => only === undefined || only === profile);
  const match = createRouter(served);

  function dispatch(request: RecordedRequest, origin: string): Answer {
    const path = pathOf(request);
    const found = match(request.method, path);
    if (found.kind === "found") {
      const { route, params } = found;
      return answerOrFailure(route.errorShape ?? errorShape, () => {
        const principal = admit(route.access, request, state);
        return route.handle({ state, request, params, principal });
      });
    }
    const slashless = path.replace(/\/+$/, "");
    if (path !== slashless && match(request.method, slashless).kind !== "unknown-path")
      return redirect(origin + slashless + request.path.slice(path.length));
    if (found.kind === "unknown-path") throw frameworkFailure(404);
    throw frameworkFailure(405, { Allow: found.allow.join(", ") });
  }

  function errorShapeOf(request: RecordedRequest): ErrorShape {
    const found = match(request.method, pathOf(request));
    return (found.kind === "found" ? found.route.errorShape : undefined) ?? errorShape;
  }

  return { dispatch, errorShapeOf };
}

/** Method and body are to be kept: 307 (RFC 9110, 15.4.8). */
function redirect(location: string): Answer {
  return { status: 307, headers: { Location: location }, body: "" };
}
