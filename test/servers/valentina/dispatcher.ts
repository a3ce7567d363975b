// Finds the route of a request, checks who calls, and lets the handler answer.
import type { Developer } from "../../../generated/valentina/models.js";
import { type Answer, withHeaders } from "../support/answers.js";
import { pathOf, type RecordedRequest } from "../support/request-log.js";
import { createRouter } from "../support/router.js";
import type { Call, Route } from "./call.js";
import { type Entities, findEntity, isEntityName } from "./entities.js";
import { ApiFailure, decodingFailed } from "./failures.js";
import { oneOf } from "./kinds.js";
import { routes } from "./routes/index.js";
import type { ValentinaState } from "./state.js";

/** A route that fits a request. */
export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const match = createRouter(routes);

/** The route, or a thrown refusal. One slash at the end does not matter. */
export function findRoute(request: RecordedRequest): Found {
  const path = pathOf(request).replace(/(?<=.)\/$/, "");
  const found = match(request.method, path);
  if (found.kind === "found") return found;
  // Static files are served from the root, and they can only be got.
  if (found.kind === "unknown-path" && request.method === "GET")
    throw new ApiFailure(404, { form: "page" });
  const allow = found.kind === "wrong-method" ? found.allow.join(", ") : "GET, HEAD";
  throw new ApiFailure(405, { detail: "Method Not Allowed", headers: { Allow: allow } });
}

/** Guards first, then everything the path names, then the handler. */
export function dispatch(
  state: ValentinaState,
  request: RecordedRequest,
  { route, params }: Found,
  developer: Developer | undefined,
): Answer {
  const call = createCall(state, request, params, developer);
  if (route.guards !== "open") for (const guard of route.guards) guard(call);
  requireKnownVersion(params["game_version"]);
  for (const name of Object.keys(params)) if (isEntityName(name)) call.entity(name);
  const answer = route.handle(call);
  const { maxAgeSeconds } = route;
  if (maxAgeSeconds === undefined || answer.status !== 200) return answer;
  return withHeaders(answer, { "Cache-Control": `private, max-age=${maxAgeSeconds}` });
}

function createCall(
  state: ValentinaState,
  request: RecordedRequest,
  params: Readonly<Record<string, string>>,
  developer: Developer | undefined,
): Call {
  const found: Partial<Entities> = {};
  return {
    state,
    request,
    params,
    get developer() {
      if (developer === undefined) throw new Error("the route is open to everyone");
      return developer;
    },
    entity(name) {
      const known = found[name] ?? findEntity(this, name);
      found[name] = known;
      return known;
    },
  };
}

const gameVersion = oneOf(["V4", "V5"]);

function requireKnownVersion(version: string | undefined): void {
  if (version === undefined) return;
  const outcome = gameVersion.read(version);
  if (!outcome.ok)
    throw decodingFailed(outcome.problems.map((each) => ({ ...each, at: ["game_version"] })));
}
