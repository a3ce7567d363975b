// What the authorisation server says of itself (RFC 8414).
import { requestedGrantTypes } from "./clients.js";

const clientAuthentication = ["client_secret_basic", "client_secret_post", "none"];

/** `OAuth2Metadata`, with every key. Not all of it is true, as on the real server. */
export function oauth2Metadata(baseUrl: string): Record<string, unknown> {
  return {
    issuer: baseUrl,
    authorization_endpoint: `${baseUrl}/oauth2/authorize`,
    token_endpoint: `${baseUrl}/oauth2/token`,
    userinfo_endpoint: `${baseUrl}/oauth2/userinfo`,
    jwks_uri: `${baseUrl}/.well-known/jwks.json`,
    registration_endpoint: `${baseUrl}/oauth2/register`,
    scopes_supported: ["openid", "profile", "email", "read", "write", "admin"],
    response_types_supported: ["code"],
    response_modes_supported: ["query", "fragment"],
    grant_types_supported: requestedGrantTypes,
    token_endpoint_auth_methods_supported: clientAuthentication,
    token_endpoint_auth_signing_alg_values_supported: ["HS256"],
    service_documentation: null,
    ui_locales_supported: ["en"],
    op_policy_uri: null,
    op_tos_uri: null,
    revocation_endpoint: `${baseUrl}/oauth2/revoke`,
    revocation_endpoint_auth_methods_supported: clientAuthentication,
    introspection_endpoint: `${baseUrl}/oauth2/introspect`,
    introspection_endpoint_auth_methods_supported: clientAuthentication,
    code_challenge_methods_supported: ["plain", "S256"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["HS256"],
    claims_supported: ["sub", "email", "name"],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  };
}
