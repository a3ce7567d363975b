// A small server in the manner of FastAPI: a table of routes, and errors as `{ detail }`.
import { type Answer, jsonAnswer } from "./answers.js";
import { pathOf, queryOf, type RecordedRequest } from "./request-log.js";
import { createRouter, type RoutePattern } from "./router.js";
import { type ScriptedServer, startScriptedServer } from "./scripted-server.js";

/** One request that has a route. */
export interface DetailCall<State> {
  readonly state: State;
  readonly request: RecordedRequest;
  /** Decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body, which has to be a JSON object; otherwise a thrown 422. */
  body(): Readonly<Record<string, unknown>>;
}

/** A row of the route table. */
export interface DetailRoute<State> extends RoutePattern {
  readonly handle: (call: DetailCall<State>) => Answer;
}

/** Thrown by handlers; becomes the answer. */
export class DetailFailure extends Error {
  override readonly name = "DetailFailure";
  readonly status: number;
  readonly detail: unknown;

  constructor(status: number, detail: unknown) {
    super(`${status} ${JSON.stringify(detail)}`);
    this.status = status;
    this.detail = detail;
  }
}

/** One value of the request that is not as it should be. */
export function invalidValue(loc: readonly (string | number)[], msg: string): DetailFailure {
  return new DetailFailure(422, [{ type: "value_error", loc, msg, input: null }]);
}

/** A running server. */
export interface DetailServer<State> extends ScriptedServer {
  /** What the server remembers; may be changed. */
  readonly state: State;
}

/** Listens on a free port of 127.0.0.1. */
export async function startDetailServer<State>(
  state: State,
  routes: readonly DetailRoute<State>[],
): Promise<DetailServer<State>> {
  const match = createRouter(routes);
  const answer = (request: RecordedRequest): Answer => {
    const found = match(request.method, pathOf(request));
    if (found.kind === "unknown-path") throw new DetailFailure(404, "Not Found");
    if (found.kind === "wrong-method") throw new DetailFailure(405, "Method Not Allowed");
    const { params, route } = found;
    const body = () => objectOf(request.json);
    return route.handle({ state, request, params, query: queryOf(request), body });
  };
  const server = await startScriptedServer({
    bodyLimit: 1_048_576,
    answer: (request) => answerOrDetail(() => answer(request)),
    usualAnswer: (_, status) => jsonAnswer(status, { detail: `Status ${status}` }),
    scriptedHeaders: () => ({}),
  });
  return { ...server, state };
}

/** Failures become answers; anything else that is thrown is a defect of the test server. */
function answerOrDetail(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof DetailFailure) return jsonAnswer(error.status, { detail: error.detail });
    console.error(error);
    return jsonAnswer(500, { detail: "Internal Server Error" });
  }
}

function objectOf(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return { ...json };
  throw invalidValue(["body"], "Input should be an object");
}
