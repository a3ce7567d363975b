/** OAuth2 client credentials (RFC 6749, section 4.4). */
import { ConfigError, type SecretValue } from "../runtime/index.js";
import { base64 } from "./encoding.js";
import { assertSecret, readSecret } from "./secret.js";
import type { TokenContext } from "./token-context.js";
import { createTokenProvider, type TokenProvider } from "./token-provider.js";
import { requestTokens, type TokenRequest } from "./token-request.js";
import { createTokenCycle, type TokenCycleOptions } from "./token-state.js";

/** A client of an authorisation server, and what it asks for. */
export interface ClientCredentialsOptions extends TokenCycleOptions {
  /** Absolute, or a path below the API's base URL. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretValue;
  readonly scopes?: readonly string[];
  /** For authorisation servers that serve several APIs. */
  readonly audience?: string;
  /** Where the secret goes: the `Authorization` header, or the body. Default: `basic`. */
  readonly authMethod?: "basic" | "body";
  /** Further parameters of the token request, e.g. `resource`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Key in the store. Default: made of token URL, client, scopes and audience. */
  readonly storeKey?: string;
}

/** Gets tokens as the client itself: on first need, ahead of expiry, and after a 401. */
export function clientCredentials(options: ClientCredentialsOptions): TokenProvider {
  const { clientId, clientSecret } = options;
  if (clientId === "") throw new ConfigError("clientCredentials needs a `clientId`");
  assertSecret(clientSecret, "The client secret");
  const renew = async (_held: unknown, context: TokenContext) => {
    const secret = await readSecret(clientSecret, "The client secret");
    return await requestTokens(tokenRequest(options, secret), context);
  };
  const source = { renew, canRenew: () => true, forgetsRefused: true };
  const cycle = createTokenCycle(source, options, options.storeKey ?? identity(options));
  return createTokenProvider("clientCredentials", cycle);
}

function tokenRequest(options: ClientCredentialsOptions, secret: string): TokenRequest {
  const { tokenUrl, clientId, scopes = [], audience, authMethod = "basic" } = options;
  const body = {
    grant_type: "client_credentials",
    ...(scopes.length > 0 ? { scope: scopes.join(" ") } : {}),
    ...(audience === undefined ? {} : { audience }),
    ...options.parameters,
  };
  const pair = `${formEncoded(clientId)}:${formEncoded(secret)}`;
  const basic = base64(pair);
  const secrets = [secret, basic, formEncoded(secret)];
  return authMethod === "basic"
    ? { url: tokenUrl, body, headers: { authorization: `Basic ${basic}` }, secrets }
    : { url: tokenUrl, body: { ...body, client_id: clientId, client_secret: secret }, secrets };
}

/** RFC 6749, section 2.3.1: both halves are form-encoded before they are joined. */
function formEncoded(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}

function identity({ tokenUrl, clientId, scopes = [], audience }: ClientCredentialsOptions): string {
  return JSON.stringify([tokenUrl, clientId, [...scopes].sort(), audience ?? ""]);
}
