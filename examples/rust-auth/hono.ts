/**
 * Hono: hand tokens out, and let a middleware find the user behind each request.
 *
 * Run: npx jiti examples/rust-auth/hono.ts
 */
import { once } from "node:events";
import { createAdaptorServer } from "@hono/node-server";
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  type Authenticated,
  requireUser,
  type User,
} from "clientwright/rust-auth";
import { Hono, type MiddlewareHandler } from "hono";

/** What the middleware finds out. */
interface Variables {
  readonly asker: Authenticated;
}

const profileOf = ({ id, email, fullName, isVerified }: User) => ({
  id,
  email,
  full_name: fullName,
  is_verified: isVerified,
});

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Lets requests with a good bearer token through. */
export function authenticated(client: AuthClient): MiddlewareHandler<{ Variables: Variables }> {
  return async (context, next) => {
    try {
      context.set("asker", await requireUser(client, context.req.raw));
    } catch (error) {
      if (!(error instanceof AuthError && error.statusCode === 401)) throw error;
      return context.json({ detail: error.message }, 401);
    }
    return next();
  };
}

export function createApp(options: AuthClientOptions): Hono<{ Variables: Variables }> {
  const client = new AuthClient(options); // Signs nobody in itself: it only lends connections.
  const app = new Hono<{ Variables: Variables }>();

  // A service that cannot be asked is no fault of the caller's.
  app.onError((error, context) =>
    context.json({ detail: error.message }, error instanceof AuthError ? 502 : 500),
  );

  app.post("/login", async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const { email, password } = Object(body) as Record<string, unknown>;
    try {
      await using visitor = new AuthClient(options); // Of this request alone.
      const { accessToken, user } = await visitor.login(textOf(email), textOf(password));
      return context.json({ access_token: accessToken, user: profileOf(user) });
    } catch (error) {
      if (!(error instanceof AuthError) || (error.statusCode ?? 500) >= 500) throw error;
      return context.json({ detail: error.message }, 400);
    }
  });

  app.get("/profile", authenticated(client), (context) =>
    context.json(profileOf(context.get("asker").user)),
  );

  app.put("/profile", authenticated(client), async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const { first_name } = Object(body) as Record<string, unknown>;
    // Their own client: whatever it sends, it sends with their token.
    const user = await context.get("asker").client.updateProfile({ firstName: textOf(first_name) });
    return context.json(profileOf(user));
  });
  return app;
}

export async function main(
  options: AuthClientOptions,
  port = 3000,
  print = console.log,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createAdaptorServer({ fetch: createApp(options).fetch });
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
