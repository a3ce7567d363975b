/**
 * Fastify: hand tokens out, and let a hook find the user behind each request.
 *
 * Run: npx jiti examples/rust-auth/fastify.ts
 */
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  type Authenticated,
  requireUser,
  type User,
} from "clientwright/rust-auth";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";

const profileOf = ({ id, email, fullName, isVerified }: User) => ({
  id,
  email,
  full_name: fullName,
  is_verified: isVerified,
});

/** What Fastify checks before the route sees it. */
const credentials = {
  type: "object",
  required: ["email", "password"],
  properties: { email: { type: "string" }, password: { type: "string" } },
} as const;

export function createApp(options: AuthClientOptions): FastifyInstance {
  const client = new AuthClient(options); // Signs nobody in itself: it only lends connections.
  const askers = new WeakMap<FastifyRequest, Authenticated>();
  const app = Fastify();
  app.addHook("onClose", () => client.close());

  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    // A service that cannot be asked is no fault of the caller's.
    const status = error instanceof AuthError ? 502 : (error.statusCode ?? 500);
    return reply.status(status).send({ detail: error.message });
  });

  app.post<{ Body: { email: string; password: string } }>(
    "/login",
    { schema: { body: credentials } },
    async ({ body: { email, password } }, reply) => {
      try {
        await using visitor = new AuthClient(options); // Of this request alone.
        const { accessToken, user } = await visitor.login(email, password);
        return { access_token: accessToken, user: profileOf(user) };
      } catch (error) {
        if (!(error instanceof AuthError) || (error.statusCode ?? 500) >= 500) throw error;
        return reply.status(400).send({ detail: error.message });
      }
    },
  );

  app.register(async (members) => {
    members.addHook("preHandler", async (request, reply) => {
      try {
        askers.set(request, await requireUser(client, request));
      } catch (error) {
        if (!(error instanceof AuthError && error.statusCode === 401)) throw error;
        return reply.status(401).send({ detail: error.message });
      }
    });

    members.get("/profile", async (request) => {
      const asker = askers.get(request);
      if (asker === undefined) throw new Error("the hook lets nobody through");
      return profileOf(asker.user);
    });
  });
  return app;
}

export async function main(
  options: AuthClientOptions,
  port = 3000,
  print = console.log,
): Promise<AsyncDisposable & { readonly url: string }> {
  const app = createApp(options);
  const url = await app.listen({ port, host: "127.0.0.1" });
  print(`Listening on ${url}`);
  return { url, [Symbol.asyncDispose]: () => app.close() };
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  await main({ baseUrl });
}
