/** Who sent a request: for servers of any framework that serve on behalf of the service's users. */
import type { AuthClient } from "./client.js";
import { AuthError } from "./errors.js";
import type { User } from "./models.js";

/** The part of a request that is read: of the Fetch standard's, Node's, or any framework's made of either. */
export interface IncomingRequest {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Who asks, and a client that acts for them. */
export interface Authenticated {
  readonly user: User;
  /** Sends their token. Belongs to this request alone. */
  readonly client: AuthClient;
}

/**
 * The user whose access token a request carries as `Authorization: Bearer`. `client` is not signed in by it. [RA-138]
 *
 * @throws {AuthError} 401 `Invalid authorization header` without a bearer token, 401 `Invalid token` when the service
 * refuses it. Other failures (no connection, 5xx) come as they are: they say nothing about the token.
 */
export async function requireUser(
  client: AuthClient,
  request: IncomingRequest,
): Promise<Authenticated> {
  const token = bearerToken(request);
  if (token === undefined) throw unauthorised("Invalid authorization header");
  const scoped = client.withToken(token);
  try {
    return { user: await scoped.getCurrentUser(), client: scoped };
  } catch (error) {
    const isRefused = error instanceof AuthError && [401, 403].includes(error.statusCode ?? 0);
    throw isRefused ? unauthorised("Invalid token", error) : error;
  }
}

/** The service knows `Bearer` in this case and with one blank only. */
function bearerToken({ headers }: IncomingRequest): string | undefined {
  const value = headers instanceof Headers ? headers.get("authorization") : headers.authorization;
  const [, token] = /^Bearer ([\x21-\x7e]+)$/.exec(typeof value === "string" ? value : "") ?? [];
  return token;
}

function unauthorised(message: string, cause?: unknown): AuthError {
  return new AuthError(message, { kind: "auth", status: 401, cause });
}
