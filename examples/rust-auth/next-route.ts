/**
 * Route handlers of the Fetch standard, as Next.js, Remix, SvelteKit and workers have them: a
 * `Request` in, a `Response` out. In Next.js each object below is a file `app/.../route.ts`.
 *
 * Run: npx jiti examples/rust-auth/next-route.ts
 */
import { once } from "node:events";
import { createAdaptorServer } from "@hono/node-server";
import { AuthClient, type AuthClientOptions, AuthError } from "clientwright/rust-auth";

/** What is kept of a login, by session. In production: a store that all instances share. */
export interface Session {
  readonly access_token: string;
  readonly user_id: string;
}

/** A file `route.ts`: a handler for each method; others are answered 405. */
export type Route = Readonly<Record<string, (request: Request) => Promise<Response>>>;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A service that cannot be asked is no fault of the caller's. */
const statusOf = (error: AuthError, refused: number): number =>
  (error.statusCode ?? 500) < 500 ? refused : 502;

const sessionOf = ({ headers }: Request): string =>
  /(?:^|; )session=([\w-]+)/.exec(headers.get("cookie") ?? "")?.[1] ?? "";

export function createRoutes(
  options: AuthClientOptions,
  sessions: Map<string, Session> = new Map(),
): Readonly<Record<string, Route>> {
  const client = new AuthClient(options); // Signs nobody in itself: it only lends connections.

  const login: Route = {
    async POST(request) {
      const body: unknown = await request.json().catch(() => undefined);
      const { email, password } = Object(body) as Record<string, unknown>;
      try {
        await using visitor = new AuthClient(options); // Of this request alone.
        const { accessToken, user } = await visitor.login(textOf(email), textOf(password));
        const session = crypto.randomUUID();
        sessions.set(session, { access_token: accessToken, user_id: user.id });
        return Response.json(
          { success: true, user: { email: user.email, full_name: user.fullName } },
          { headers: { "set-cookie": `session=${session}; HttpOnly; SameSite=Lax; Path=/` } },
        );
      } catch (error) {
        if (!(error instanceof AuthError)) throw error;
        const status = statusOf(error, 400);
        return Response.json({ success: false, error: error.message }, { status });
      }
    },
  };

  const profile: Route = {
    async GET(request) {
      const session = sessions.get(sessionOf(request));
      if (!session) return Response.json({ error: "Not authenticated" }, { status: 401 });
      try {
        const user = await client.withToken(session.access_token).getCurrentUser();
        const { id, email, fullName, isVerified } = user;
        return Response.json({ id, email, full_name: fullName, is_verified: isVerified });
      } catch (error) {
        if (!(error instanceof AuthError)) throw error;
        return Response.json({ error: error.message }, { status: statusOf(error, 401) });
      }
    },
  };
  return { "/login": login, "/profile": profile };
}

/** What the framework does: finds the handler by path and method. */
function serve(routes: Readonly<Record<string, Route>>): (request: Request) => Promise<Response> {
  return async (request) => {
    const route = routes[new URL(request.url).pathname];
    if (route === undefined) return new Response(null, { status: 404 });
    return (await route[request.method]?.(request)) ?? new Response(null, { status: 405 });
  };
}

export async function main(
  options: AuthClientOptions,
  port = 3000,
  print = console.log,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createAdaptorServer({ fetch: serve(createRoutes(options)) });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : port}`;
  print(`Listening on ${url}`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      await new Promise((done) => server.close(done));
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  await main({ baseUrl });
}
