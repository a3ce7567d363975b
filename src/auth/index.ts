/** Credentials: providers for a client's `auth` option, and the stores that share a login. */

export type { AuthProvider, SecretValue } from "../runtime/index.js";
export { type ApiKeyOptions, apiKey } from "./api-key.js";
export { type BasicOptions, basic } from "./basic.js";
export { bearer } from "./bearer.js";
export { type ClientCredentialsOptions, clientCredentials } from "./client-credentials.js";
export { allOf, anyOf } from "./compose.js";
export { withHiddenMembers } from "./hidden-members.js";
export { type HmacOptions, hmac } from "./hmac.js";
export { type HmacSignatureOptions, hmacSignature } from "./hmac-signature.js";
export { type JwtClaims, type JwtExpiry, readJwtClaims, readJwtExpiry } from "./jwt-claims.js";
export { type PasswordLoginOptions, passwordLogin } from "./password-login.js";
export { createPkcePair, type PkcePair } from "./pkce.js";
export { isRejection } from "./rejection.js";
export { type DottedParts, dottedMessage, type SigningParts } from "./signing-parts.js";
export type { TokenCall, TokenContext } from "./token-context.js";
export type { TokenProvider } from "./token-provider.js";
export { requestTokens, type TokenRequest } from "./token-request.js";
export type { TokenCycleOptions } from "./token-state.js";
export {
  memoryStore,
  type TokenStore,
  type WebLocks,
  type WebStorage,
  type WebStorageStoreOptions,
  webStorageStore,
} from "./token-store.js";
export { isDue, readTokens, type TokenGrant, type Tokens } from "./tokens.js";
export { withHeaders } from "./with-headers.js";
