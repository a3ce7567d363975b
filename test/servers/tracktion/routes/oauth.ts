// OAuth 2.0 (RFC 6749): the code flow, whose user always agrees, and client credentials.
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { queryOf } from "../../support/request-log.js";
import { isSameText } from "../../support/signed-token.js";
import { formBody } from "../body.js";
import { anyone, type Call, type Route } from "../call.js";
import { badRequest, unauthorized } from "../failures.js";
import {
  codeSeconds,
  type Grant,
  type OAuthClient,
  oauthTokenSeconds,
  remember,
} from "../oauth-store.js";
import { isScope, type Scope } from "../rights.js";

const at = "/api/v1/oauth";

export const oauthRoutes: readonly Route[] = [
  { method: "GET", path: `${at}/authorize`, access: anyone, handle: authorizeOauth },
  { method: "POST", path: `${at}/token`, access: anyone, handle: exchangeOauthToken },
];

/** Without a redirect URI that is known, the browser is sent nowhere (RFC 6749, 4.1.2.1). */
function authorizeOauth({ request, state }: Call): Answer {
  const query = queryOf(request);
  const clientId = query.get("client_id") ?? "";
  const client = state.oauth.clients.get(clientId);
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!client?.redirectUris.includes(redirectUri))
    throw badRequest("Unknown client or redirect URI.", "invalid_client");
  const scopes = scopesFrom(query.get("scope"), client);
  const answer = (found: Record<string, string>) =>
    redirect(redirectUri, { ...found, ...stateOf(query) });
  if (query.get("response_type") !== "code") return answer({ error: "unsupported_response_type" });
  if (!scopes) return answer({ error: "invalid_scope" });
  const expiresAt = state.settings.now() + codeSeconds * 1_000;
  const grant = { clientId, userId: client.userId, scopes, redirectUri, expiresAt };
  return answer({ code: remember(state.oauth.codes, "oac", grant) });
}

function exchangeOauthToken(call: Call): Answer {
  const form = formBody(call.request);
  const clientId = form.get("client_id") ?? "";
  const client = call.state.oauth.clients.get(clientId);
  if (!client || !isSameText(client.secret, form.get("client_secret") ?? ""))
    throw unauthorized("invalid_client", "Unknown client or wrong secret.");
  switch (form.get("grant_type")) {
    case "authorization_code":
      return tokenAnswer(call, takeCode(call, form, clientId), { refreshable: true });
    case "client_credentials":
      return tokenAnswer(call, ownGrant(form, clientId, client), { refreshable: false });
    default:
      throw badRequest("Unknown grant type.", "unsupported_grant_type");
  }
}

/** A code counts once, for the client and the URI that it was made for. */
function takeCode(
  { state }: Call,
  form: URLSearchParams,
  clientId: string,
): Omit<Grant, "expiresAt"> {
  const code = form.get("code") ?? "";
  const grant = state.oauth.codes.get(code);
  state.oauth.codes.delete(code);
  const counts =
    grant?.clientId === clientId &&
    grant.redirectUri === form.get("redirect_uri") &&
    grant.expiresAt > state.settings.now();
  if (!grant || !counts) throw badRequest("The code does not count.", "invalid_grant");
  return { clientId, userId: grant.userId, scopes: grant.scopes };
}

function ownGrant(form: URLSearchParams, clientId: string, client: OAuthClient) {
  const scopes = scopesFrom(form.get("scope"), client);
  if (!scopes) throw badRequest("Unknown scope.", "invalid_scope");
  return { clientId, userId: client.userId, scopes };
}

function tokenAnswer(
  { state }: Call,
  grant: Omit<Grant, "expiresAt">,
  { refreshable }: { refreshable: boolean },
): Answer {
  const expiresAt = state.settings.now() + oauthTokenSeconds * 1_000;
  const token = remember(state.oauth.tokens, "oat", { ...grant, expiresAt });
  return jsonAnswer(200, {
    access_token: token,
    token_type: "bearer",
    expires_in: oauthTokenSeconds,
    ...(refreshable && { refresh_token: token.replace("oat", "ort") }),
    scope: grant.scopes.join(" "),
  });
}

/** What was asked for, or all that the client may have; undefined when it asks for more. */
function scopesFrom(asked: string | null, { scopes }: OAuthClient): readonly Scope[] | undefined {
  if (!asked) return scopes;
  const names = asked.split(" ");
  const allowed = names.filter(isScope).filter((name) => scopes.includes(name));
  return allowed.length === names.length ? allowed : undefined;
}

function stateOf(query: URLSearchParams): Record<string, string> {
  const state = query.get("state");
  return state === null ? {} : { state };
}

function redirect(uri: string, parameters: Readonly<Record<string, string>>): Answer {
  const location = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) location.searchParams.set(name, value);
  return { status: 302, headers: { Location: location.href }, body: "" };
}
