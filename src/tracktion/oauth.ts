/** OAuth 2.0 (RFC 6749): the address where a user agrees, and tokens for what came back. */
import type { OAuthTokenRequest, OAuthTokenResponse } from "../../generated/tracktion/models.js";
import { authorizeOauth, exchangeOauthToken } from "../../generated/tracktion/resources/oauth.js";
import type { Caller, CallOptions } from "../runtime/index.js";
import { checkedBaseUrl, defaultBaseUrl } from "./base-url.js";
import { withoutEchoes } from "./echoes.js";
import { tracktionErrors } from "./error-family.js";

/** What a user is asked to agree to. */
export interface AuthorizeRequest {
  readonly clientId: string;
  /** Where the user comes back to, as it is registered. */
  readonly redirectUri: string;
  /** Scopes, as a list or parted by spaces. */
  readonly scope?: string | readonly string[];
  /** A value that nobody can guess, to know the user's return by. */
  readonly state?: string;
  /** Default: `https://api.tracktion.com`. */
  readonly baseUrl?: string | URL;
  readonly allowInsecure?: boolean;
}

/** What the app shows for the code of a user who came back. */
export interface CodeExchange {
  readonly code: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The same as in the request. */
  readonly redirectUri: string;
}

/** What the app shows to act for itself. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string | readonly string[];
}

/** The address to send a user to (RFC 6749, section 4.1.1). */
export function buildAuthorizeUrl(request: AuthorizeRequest): string {
  const { clientId, redirectUri, scope, state, baseUrl = defaultBaseUrl, allowInsecure } = request;
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(scope !== undefined && { scope: scopeText(scope) }),
    ...(state !== undefined && { state }),
  });
  return `${checkedBaseUrl(baseUrl, allowInsecure)}${authorizeOauth.path}?${query}`;
}

/**
 * The code out of the address that a user came back to.
 *
 * @throws {AuthenticationError} when the state is another than the request's, or the user did not agree.
 */
export function readAuthorizeCallback(url: string | URL, state?: string): string {
  const { searchParams } = new URL(url);
  const code = searchParams.get("code");
  const isOurs = state === undefined || searchParams.get("state") === state;
  if (isOurs && code) return code;
  const said = searchParams.get("error") ?? "there is no code";
  const message = isOurs ? `Authorization refused: ${said}` : "Authorization refused: wrong state";
  throw tracktionErrors.create(message, { kind: "auth" });
}

/** Tokens for the code of a user who came back (RFC 6749, section 4.1.3). They are not printed. */
export function exchangeCode(
  client: Caller,
  exchange: CodeExchange,
  options?: CallOptions,
): Promise<OAuthTokenResponse> {
  const { code, clientId, clientSecret, redirectUri } = exchange;
  const body = {
    grant_type: "authorization_code",
    code,
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri,
  } as const;
  return requestToken(client, body, options);
}

/** A token for the app itself (RFC 6749, section 4.4). It is not printed. */
export function clientCredentials(
  client: Caller,
  { clientId, clientSecret, scope }: ClientCredentials,
  options?: CallOptions,
): Promise<OAuthTokenResponse> {
  const body = {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope !== undefined && { scope: scopeText(scope) }),
  } as const;
  return requestToken(client, body, options);
}

async function requestToken(
  client: Caller,
  body: OAuthTokenRequest,
  options?: CallOptions,
): Promise<OAuthTokenResponse> {
  return withoutEchoes([body.client_secret, body.code ?? ""], () =>
    client.call(exchangeOauthToken, { body }, options),
  );
}

/** RFC 6749, section 3.3: parted by spaces. */
function scopeText(scope: string | readonly string[]): string {
  return typeof scope === "string" ? scope : scope.join(" ");
}
