// From a recorded request to an answer. No sockets in here.
import { randomUUID } from "node:crypto";
import { type Answer, withHeaders } from "../support/answers.js";
import type { ReadBody } from "../support/request-body.js";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import { createRouter } from "../support/router.js";
import { admit, refuseBlocked } from "./access.js";
import type { Call, Route } from "./call.js";
import { answerOrFailure, type RouteErrorShape } from "./envelopes.js";
import { bodyTooLarge, frameworkFailure } from "./failures.js";
import { authenticate } from "./principal.js";
import { createRateLimiter } from "./rate-limit.js";
import { routes } from "./routes/index.js";
import { checkSignature, isSigned } from "./signature.js";
import type { TracktionState } from "./state.js";

/** The part of the server that knows the API. */
export interface TracktionApplication {
  answer(request: RecordedRequest, body: ReadBody): Answer;
  /** The shape in which this request's errors come. */
  errorShapeOf(request: RecordedRequest): RouteErrorShape;
}

/** In this order: address, credentials, limit, signature, rights, and then the route itself. */
export function createApplication(state: TracktionState): TracktionApplication {
  const { settings } = state;
  const match = createRouter(routes);
  const limit = createRateLimiter(settings);

  function errorShapeOf(request: RecordedRequest): RouteErrorShape {
    const found = match(request.method, pathOf(request));
    const own = found.kind === "found" ? found.route.errorShape : undefined;
    return settings.errorShape === "documented" && own ? own : settings.errorShape;
  }

  function serve(route: Route, request: RecordedRequest, params: Call["params"]): Answer {
    refuseBlocked(request.headers["x-forwarded-for"] ?? "127.0.0.1", state);
    const call = { state, request, params, limitHeaders: {} };
    if (isOpen(route)) return route.handle(call);
    const principal = authenticate(request, state);
    const decision = limit(principal);
    const answer = answerOrFailure(errorShapeOf(request), settings, () => {
      if (decision.refused) throw decision.refused;
      if (route.signed || isSigned(request)) {
        const { hmacScheme: scheme, now } = settings;
        checkSignature(request, { scheme, secret: principal.user.hmacSecret, nowMs: now() });
      }
      admit(route.access, principal);
      return route.handle({ ...call, limitHeaders: decision.headers, principal });
    });
    return withHeaders(answer, decision.headers);
  }

  function answer(request: RecordedRequest, body: ReadBody): Answer {
    const found = match(request.method, pathOf(request));
    if (found.kind === "unknown-path") throw frameworkFailure(404, "Not Found");
    if (found.kind === "wrong-method")
      throw frameworkFailure(405, "Method Not Allowed", { Allow: found.allow.join(", ") });
    if (body.kind === "too-large") throw bodyTooLarge();
    return serve(found.route, request, found.params);
  }

  return {
    errorShapeOf,
    answer(request, body) {
      const shape =
        match(request.method, pathOf(request)).kind === "found" ? errorShapeOf(request) : "detail";
      const given = answerOrFailure(shape, settings, () => answer(request, body));
      return withHeaders(given, {
        "X-Request-ID": request.headers["x-request-id"] ?? randomUUID(),
      });
    },
  };
}

function isOpen(route: Route): route is Extract<Route, { access: { kind: "anyone" } }> {
  return route.access.kind === "anyone";
}
