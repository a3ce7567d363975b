/** Which answer of a script a request gets. */
import type { Answer } from "./answers.js";
import type { RecordedRequest } from "./recorded-request.js";

/** Answers in order, or by `METHOD /path` with `{parameters}`; `*` is any method, or any path. */
export type Script = readonly Answer[] | Readonly<Record<string, Answer | readonly Answer[]>>;

/** A script that is being played. */
export interface PlayedScript {
  next(request: RecordedRequest): Answer | undefined;
  /** What was scripted and not asked for. */
  unused(): readonly string[];
}

/** Starts a script. */
export function createScript(script: Script): PlayedScript {
  return isList(script) ? playInOrder(script) : playByRoute(script);
}

function isList(script: Script | Answer | readonly Answer[]): script is readonly Answer[] {
  return Array.isArray(script);
}

function playInOrder(answers: readonly Answer[]): PlayedScript {
  let used = 0;
  return {
    next: () => answers[used++],
    unused: () => answers.slice(used).map((_answer, index) => `answer ${used + index + 1}`),
  };
}

interface Route {
  readonly key: string;
  readonly matches: (request: RecordedRequest) => boolean;
  readonly next: () => Answer | undefined;
  readonly isUsed: () => boolean;
}

function playByRoute(script: Readonly<Record<string, Answer | readonly Answer[]>>): PlayedScript {
  const routes = Object.entries(script).map(([key, answer]) => createRoute(key, answer));
  return {
    next: (request) => routes.find((route) => route.matches(request))?.next(),
    unused: () => routes.filter((route) => !route.isUsed()).map((route) => route.key),
  };
}

function createRoute(key: string, answer: Answer | readonly Answer[]): Route {
  const [method = "", path = ""] = key.split(" ");
  if (!path) throw new Error(`fakeFetch: "${key}" is not of the form "METHOD /path"`);
  const pattern = patternOf(path);
  let count = 0;
  return {
    key,
    matches: (request) =>
      (method === "*" || method.toUpperCase() === request.method) && pattern.test(request.path),
    next: () => {
      count += 1;
      return isList(answer) ? answer[count - 1] : answer;
    },
    isUsed: () => (isList(answer) ? count >= answer.length : count > 0),
  };
}

/** `/tokens/{id}` as a pattern; `*` stands for anything. */
function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.+?^$()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replace(/\{[^/}]*\}/g, "[^/]+");
  return new RegExp(`^${source}$`);
}
