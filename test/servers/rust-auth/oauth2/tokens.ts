// The token endpoint's three grants, introspection and revocation.
import { randomUUID } from "node:crypto";
import { oauth2Failure } from "../failures.js";
import { allowedScopes } from "./authorization.js";
import type { OAuth2Client } from "./clients.js";
import { isPkceMatch } from "./pkce.js";
import type { AccessGrant, AuthorizationCode, OAuth2Store, RefreshGrant } from "./store.js";

const accessSeconds = 3600;
const refreshSeconds = 604_800;

/** Fields of a token request. */
export type TokenWish = Readonly<
  Record<
    | "code"
    | "redirect_uri"
    | "client_id"
    | "client_secret"
    | "code_verifier"
    | "refresh_token"
    | "scope",
    string | undefined
  >
>;

/** `TokenResponse`. */
export type TokenBody = Readonly<Record<string, string | number | null>>;

/** Trades a request for tokens; every failure is an OAuth2 error. */
export function grantTokens(
  store: OAuth2Store,
  grantType: string,
  wish: TokenWish,
  now: number,
): TokenBody {
  if (grantType === "authorization_code") return fromCode(store, wish, now);
  if (grantType === "client_credentials") return fromClient(store, wish, now);
  if (grantType === "refresh_token") return fromRefreshToken(store, wish, now);
  throw oauth2Failure(`Unsupported grant type: ${grantType}`);
}

/** `TokenIntrospection`; everything but `active` is null for a token that does not count. */
export function introspect(
  store: OAuth2Store,
  token: string,
  username: (userId: string) => string | null,
  now: number,
): Record<string, unknown> {
  const isRefresh = store.refreshTokens.has(token);
  const grant = store.accessTokens.get(token) ?? store.refreshTokens.get(token);
  const counts = grant && !grant.isRevoked && now < grant.expiresAt;
  const facts = counts ? factsOf(grant, username) : {};
  const kind = counts ? { token_type: isRefresh ? "refresh_token" : "Bearer" } : {};
  return { active: counts === true, ...nothing, ...facts, ...kind };
}

/** Unknown tokens are fine: RFC 7009, section 2.2. */
export function revoke({ accessTokens, refreshTokens }: OAuth2Store, token: string): void {
  const grant = accessTokens.get(token) ?? refreshTokens.get(token);
  if (grant) grant.isRevoked = true;
}

const nothing = Object.fromEntries(
  [
    "scope",
    "client_id",
    "username",
    "token_type",
    "exp",
    "iat",
    "nbf",
    "sub",
    "aud",
    "iss",
    "jti",
  ].map((name) => [name, null]),
);

function factsOf(grant: AccessGrant, username: (userId: string) => string | null) {
  const iat = Math.floor(grant.issuedAt / 1000);
  return {
    scope: grant.scopes.join(" "),
    client_id: grant.clientId,
    username: grant.userId === null ? null : username(grant.userId),
    exp: Math.floor(grant.expiresAt / 1000),
    iat,
    nbf: iat,
    sub: grant.userId,
    aud: grant.clientId,
    iss: "https://auth.example.com",
  };
}

function fromCode(store: OAuth2Store, wish: TokenWish, now: number): TokenBody {
  const code = needed(wish.code, "Missing authorization code");
  const clientId = needed(wish.client_id, "Missing client_id");
  const redirectUri = needed(wish.redirect_uri, "Missing redirect_uri");
  const record = store.codes.get(code);
  if (!record) throw oauth2Failure("Invalid authorization code");
  if (record.isUsed) throw oauth2Failure("Authorization code already used");
  if (record.expiresAt < now) throw oauth2Failure("Authorization code expired");
  if (record.clientId !== clientId) throw oauth2Failure("Client ID mismatch");
  if (record.redirectUri !== redirectUri) throw oauth2Failure("Redirect URI mismatch");
  authenticate(store, clientId, wish.client_secret);
  requireVerifier(record, wish.code_verifier);
  record.isUsed = true;
  return issue(store, record, true, now);
}

function fromClient(store: OAuth2Store, wish: TokenWish, now: number): TokenBody {
  const clientId = needed(wish.client_id, "Missing client_id");
  const client = authenticate(store, clientId, wish.client_secret);
  if (!client.grantTypes.includes("client_credentials"))
    throw oauth2Failure("Client credentials grant not allowed for this client");
  const scopes = allowedScopes(wish.scope, client.scopes);
  return issue(store, { clientId, userId: null, scopes }, false, now);
}

function fromRefreshToken(store: OAuth2Store, wish: TokenWish, now: number): TokenBody {
  const token = needed(wish.refresh_token, "Missing refresh token");
  const clientId = needed(wish.client_id, "Missing client_id");
  const record = usableRefreshToken(store, token, clientId, now);
  authenticate(store, clientId, wish.client_secret);
  const scopes = wish.scope?.split(/\s+/) ?? record.scopes;
  const excess = scopes.find((scope) => !record.scopes.includes(scope));
  if (excess !== undefined)
    throw oauth2Failure(`Cannot request scope not in original token: ${excess}`);
  record.isUsed = true;
  revoke(store, record.accessToken);
  return issue(store, { clientId, userId: record.userId, scopes }, true, now);
}

function usableRefreshToken(
  store: OAuth2Store,
  token: string,
  clientId: string,
  now: number,
): RefreshGrant {
  const record = store.refreshTokens.get(token);
  if (!record || record.isRevoked) throw oauth2Failure("Invalid refresh token");
  if (record.isUsed) throw oauth2Failure("Refresh token already used");
  if (record.expiresAt < now) throw oauth2Failure("Refresh token expired");
  if (record.clientId !== clientId) throw oauth2Failure("Client ID mismatch");
  return record;
}

/** Public clients need no secret. */
function authenticate(
  { clients }: OAuth2Store,
  clientId: string,
  secret: string | undefined,
): OAuth2Client {
  const client = clients.get(clientId);
  if (!client) throw oauth2Failure("Invalid client");
  if (client.isPublic) return client;
  if (secret === undefined) throw oauth2Failure("Client secret required");
  if (secret !== client.secret) throw oauth2Failure("Invalid client credentials");
  return client;
}

function requireVerifier({ challenge, method }: AuthorizationCode, verifier?: string): void {
  if (verifier === undefined) throw oauth2Failure("PKCE verifier required");
  if (!isPkceMatch(verifier, challenge, method)) throw oauth2Failure("PKCE verification failed");
}

function issue(
  store: OAuth2Store,
  to: Pick<AccessGrant, "clientId" | "userId" | "scopes">,
  isRefreshable: boolean,
  now: number,
): TokenBody {
  const { clientId, userId, scopes } = to;
  const accessToken = `oat-${randomUUID()}`;
  const grant = { clientId, userId, scopes, issuedAt: now, isRevoked: false };
  store.accessTokens.set(accessToken, { ...grant, expiresAt: now + accessSeconds * 1000 });
  const refreshToken = isRefreshable ? `ort-${randomUUID()}` : null;
  if (refreshToken !== null) {
    const expiresAt = now + refreshSeconds * 1000;
    store.refreshTokens.set(refreshToken, { ...grant, expiresAt, accessToken, isUsed: false });
  }
  const hasIdToken = isRefreshable && scopes.includes("openid");
  return {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: accessSeconds,
    refresh_token: refreshToken,
    scope: scopes.join(" "),
    id_token: hasIdToken ? `oid-${randomUUID()}` : null,
  };
}

function needed(value: string | undefined, problem: string): string {
  if (value === undefined) throw oauth2Failure(problem);
  return value;
}
