// Finds the route for a method and path; knows nothing about what routes do.
import { compilePathTemplate } from "./path-template.js";

/** What the router needs to know of a route. */
export interface RoutePattern {
  readonly method: string;
  /** Template with `{name}` parameters. */
  readonly path: string;
}

/** The route, or why there is none. */
export type RouteMatch<R extends RoutePattern> =
  | { readonly kind: "found"; readonly route: R; readonly params: Record<string, string> }
  | { readonly kind: "wrong-method"; readonly allow: readonly string[] }
  | { readonly kind: "unknown-path" };

/** A lookup over fixed routes; literal segments win over parameters. */
export function createRouter<R extends RoutePattern>(
  routes: readonly R[],
): (method: string, path: string) => RouteMatch<R> {
  const table = routes
    .map((route) => ({ route, template: compilePathTemplate(route.path) }))
    .sort((a, b) => b.template.literals - a.template.literals);
  return (method, path) => {
    const allow: string[] = [];
    for (const { route, template } of table) {
      const params = template.match(path);
      if (params && route.method === method) return { kind: "found", route, params };
      if (params) allow.push(route.method);
    }
    return allow.length > 0 ? { kind: "wrong-method", allow } : { kind: "unknown-path" };
  };
}
