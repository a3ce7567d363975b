/** A `fetch` that is the whole mock API: routes, and nothing on the network. */
import { type Fetch, isRecord, type JsonRecord, VERSION } from "../../runtime/index.js";
import { failure, json } from "./answers.js";
import { apiKeyRoutes } from "./api-key-routes.js";
import type { MockCall, MockRoute, MockState } from "./mock-state.js";
import { tokenRoutes } from "./token-routes.js";

const routes: readonly MockRoute[] = [
  ...tokenRoutes,
  ...apiKeyRoutes,
  { method: "GET", path: "/api/v1/health", answer: health },
  { method: "GET", path: "/health", answer: health },
  { method: "GET", path: "/api/v1/status", answer: status },
];

/** The mock API over that state. Paths it does not know answer 404. */
export function createMockFetch(state: MockState): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    const body = parse(await request.text());
    for (const route of routes) {
      const id = route.method === request.method ? match(route.path, url.pathname) : undefined;
      if (id !== undefined) return route.answer({ state, id, query: url.searchParams, body });
    }
    return failure(404, "NOT_FOUND", `the mock client has no ${request.method} ${url.pathname}`);
  };
}

/** The value of `{id}`, empty when the template has none; undefined when the path does not fit. */
function match(template: string, path: string): string | undefined {
  const [before = "", after] = template.split("{id}");
  if (after === undefined) return path === template ? "" : undefined;
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const id = path.slice(before.length, path.length - after.length);
  return id === "" || id.includes("/") ? undefined : decodeURIComponent(id);
}

function parse(text: string): JsonRecord {
  const value: unknown = text === "" ? {} : JSON.parse(text);
  return isRecord(value) ? value : {};
}

function health({ state }: MockCall): Response {
  return json(200, { status: "healthy", version: VERSION, timestamp: state.now().toISOString() });
}

function status({ state }: MockCall): Response {
  return json(200, {
    status: "healthy",
    version: VERSION,
    uptime_seconds: (state.now().getTime() - state.startedAt.getTime()) / 1000,
    tokens_count: state.tokens.size,
    api_keys_count: state.keys.size,
  });
}
