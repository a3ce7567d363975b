// Finds the route of a request, checks who calls, and lets the handler answer.
import type { Answer } from "../support/answers.js";
import type { ReadBody } from "../support/request-body.js";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import { createRouter } from "../support/router.js";
import { admit } from "./access.js";
import type { Route } from "./call.js";
import { bareFailure } from "./failures.js";
import { routesOf } from "./routes/index.js";
import type { RustAuthState } from "./state.js";

/** Answers, or throws a failure. */
export type Dispatcher = (request: RecordedRequest, body: ReadBody) => Answer;

/** Serves the routes that the settings switch on. There is no redirect for a trailing slash. */
export function createDispatcher(state: RustAuthState): Dispatcher {
  const routes = routesOf(state.settings);
  const match = createRouter(routes);

  function refuseMethod(request: RecordedRequest, methods: readonly string[]): never {
    const path = pathOf(request);
    // The bearer check stands around a path with all its methods.
    for (const method of methods) {
      const found = match(method, path);
      if (found.kind === "found") admit(found.route.access, request, state);
    }
    throw bareFailure(405, { Allow: methods.flatMap(allowedBy).join(",") });
  }

  return (request, body) => {
    const found = match(methodOf(request), pathOf(request));
    if (found.kind === "unknown-path") throw bareFailure(404);
    if (found.kind === "wrong-method") return refuseMethod(request, found.allow);
    const { route, params }: { route: Route; params: Record<string, string> } = found;
    const caller = admit(route.access, request, state);
    return route.handle({ state, request, body, params, caller });
  };
}

/** Each GET route answers HEAD too; what carries the answer leaves its body out. */
function methodOf({ method }: RecordedRequest): string {
  return method === "HEAD" ? "GET" : method;
}

function allowedBy(method: string): string[] {
  return method === "GET" ? ["GET", "HEAD"] : [method];
}
