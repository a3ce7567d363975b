// A bare caller for the server's own tests: fetch, a credential, a parsed body. Not a client.
import type { NeuroGraphServer } from "./server.js";

/** An answer whose JSON body is read by path, such as `at("user", "role")`. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
  at(...path: (string | number)[]): unknown;
}

/** How to call. */
export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly redirect?: RequestRedirect;
}

/** `POST /api/v1/tokens` as one string. */
export type Caller = (request: string, options?: CallOptions) => Promise<Reply>;

/** A caller with a bearer credential, or none. */
export function callerFor(server: NeuroGraphServer, credential?: string): Caller {
  const bearer = credential === undefined ? {} : { authorization: `Bearer ${credential}` };
  return async (request, { body, headers, redirect = "manual" } = {}) => {
    const [method = "GET", path = "/"] = request.split(" ");
    const json = body === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(server.url + path, {
      method,
      redirect,
      headers: { ...bearer, ...json, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return replyFrom(response);
  };
}

/** Logs in one of the default users. */
export async function loggedIn(server: NeuroGraphServer, username = "developer"): Promise<Caller> {
  return callerFor(server, String((await login(server, username)).at("access_token")));
}

/** The login answer itself. */
export function login(server: NeuroGraphServer, username = "developer"): Promise<Reply> {
  const body = { username, password: `${username}123` };
  return callerFor(server)("POST /api/v1/auth/login", { body });
}

async function replyFrom(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  const { status, headers } = response;
  return { status, headers, text, body, at: (...path) => path.reduce(property, body) };
}

function property(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
