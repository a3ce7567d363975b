// The authorisation endpoint: a code for a signed-in user, carried by a redirect.
import { randomUUID } from "node:crypto";
import { wrappedFailure } from "../failures.js";
import { isRedirectUri } from "./clients.js";
import type { OAuth2Store } from "./store.js";

const codeSeconds = 600;

/** Scope when none is asked for. */
export const defaultScope = "read";

/** What an authorisation request asks for; the response type is not looked at. */
export interface AuthorizationWish {
  readonly client_id: string;
  readonly redirect_uri: string | undefined;
  readonly scope: string | undefined;
  readonly state: string | undefined;
  readonly code_challenge: string | undefined;
  readonly code_challenge_method: string | undefined;
}

/** Where to send the user, with a new code; or a thrown 400. */
export function authorize(
  store: OAuth2Store,
  wish: AuthorizationWish,
  userId: string,
  now: number,
): string {
  const client = store.clients.get(wish.client_id);
  if (!client) throw wrappedFailure(400, "Invalid client_id");
  if (!client.isActive) throw wrappedFailure(400, "Client is not active");
  const redirectUri = wish.redirect_uri ?? client.redirectUris[0] ?? "";
  if (!client.redirectUris.includes(redirectUri) || !isRedirectUri(redirectUri))
    throw wrappedFailure(400, "Invalid redirect_uri");
  if (wish.code_challenge === undefined) throw wrappedFailure(400, "PKCE required for this client");
  const code = randomUUID();
  store.codes.set(code, {
    clientId: client.clientId,
    userId,
    redirectUri,
    scopes: allowedScopes(wish.scope, client.scopes),
    challenge: wish.code_challenge,
    method: wish.code_challenge_method === "S256" ? "S256" : "plain",
    expiresAt: now + codeSeconds * 1000,
    isUsed: false,
  });
  return `${redirectUri}?code=${code}${stateParameter(wish.state)}`;
}

/** Where to send a user who refused. */
export function denial(redirectUri: string, state: string | undefined): string {
  const error = "error=access_denied&error_description=User%20denied%20access";
  return `${redirectUri}?${error}${stateParameter(state)}`;
}

/** Scopes that are not allowed are left out without a word. */
export function allowedScopes(wanted: string | undefined, allowed: readonly string[]): string[] {
  return (wanted ?? defaultScope).split(/\s+/).filter((scope) => allowed.includes(scope));
}

function stateParameter(state: string | undefined): string {
  return state === undefined ? "" : `&state=${encodeURIComponent(state)}`;
}
