// What tests import.
export { type JwtClaims, readJwt, signJwt } from "./jwt.js";
export type { Mail, MailPurpose } from "./mailbox.js";
export { isPkceMatch, pkceChallenge } from "./oauth2/pkce.js";
export type {
  BodyShape,
  ErrorShape,
  PasswordPolicy,
  RateLimiting,
  RustAuthServerOptions,
} from "./options.js";
export { type RustAuthServer, startRustAuthServer } from "./server.js";
export type { RustAuthState } from "./state.js";
export { type UserAccount, type UserWish, usualPassword } from "./users.js";
