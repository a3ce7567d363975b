/**
 * Express: sign in with a form, keep the token on the server, and protect routes by bearer token.
 *
 * Run: npx jiti examples/rust-auth/express.ts
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  type Authenticated,
  requireUser,
  type User,
} from "clientwright/rust-auth";
import express, { type Express, type RequestHandler } from "express";

const profileOf = ({ id, email, fullName, isVerified }: User) => ({
  id,
  email,
  full_name: fullName,
  is_verified: isVerified,
});

/** A service that cannot be asked is no fault of the caller's. */
const statusOf = (error: AuthError, refused: number): number =>
  (error.statusCode ?? 500) < 500 ? refused : 502;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A handler of requests whose sender is known. */
type Protected = RequestHandler<object, unknown, unknown, object, { asker: Authenticated }>;

/** What a browser knows of its session; the token stays here. */
const sessionOf = (cookie = ""): string => /(?:^|; )session=([\w-]+)/.exec(cookie)?.[1] ?? "";

export function createApp(options: AuthClientOptions): Express {
  const client = new AuthClient(options); // Signs nobody in itself: it only lends connections.
  const accessTokens = new Map<string, string>(); // By session. In production: a shared store.
  const app = express();
  app.use(express.json());

  app.post("/login", async (request, response) => {
    const { email, password } = Object(request.body) as Record<string, unknown>;
    try {
      await using visitor = new AuthClient(options); // Of this request alone.
      const { accessToken, user } = await visitor.login(textOf(email), textOf(password));
      const session = randomUUID();
      accessTokens.set(session, accessToken);
      response.cookie("session", session, { httpOnly: true, sameSite: "lax" });
      response.json({
        success: true,
        user: { id: user.id, email: user.email, full_name: user.fullName },
      });
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      response.status(statusOf(error, 400)).json({ success: false, error: error.message });
    }
  });

  app.get("/profile", async (request, response) => {
    const accessToken = accessTokens.get(sessionOf(request.headers.cookie));
    if (accessToken === undefined) {
      response.status(401).json({ error: "Not authenticated" });
      return;
    }
    try {
      response.json(profileOf(await client.withToken(accessToken).getCurrentUser()));
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      response.status(statusOf(error, 401)).json({ error: error.message });
    }
  });

  /** Lets requests with a good bearer token through. */
  const authenticated: Protected = async (request, response, next) => {
    try {
      response.locals.asker = await requireUser(client, request);
      next();
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      response.status(statusOf(error, 401)).json({ detail: error.message });
    }
  };
  app.get("/api/profile", authenticated, (_request, response) => {
    response.json(profileOf(response.locals.asker.user));
  });
  return app;
}

export async function main(
  options: AuthClientOptions,
  port = 3000,
  print = console.log,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createApp(options).listen(port, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address of this kind.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  print(`Listening on ${url}`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  await main({ baseUrl });
}
